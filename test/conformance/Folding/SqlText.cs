// A character value as the server would have it: what type it has decides what a concatenation cuts off.
// Source: "+ (String Concatenation) (Transact-SQL)", "Data type precedence (Transact-SQL)" (Microsoft).
namespace Regrant.Conformance.Folding;

internal sealed record SqlText(string Value, bool National, bool Max, string? Damage = null)
{
    private const int LongestNational = 4000;
    private const int LongestVarchar = 8000;

    public static SqlText Literal(string value, bool national) => new(
        value,
        national,
        value.Length > (national ? LongestNational : LongestVarchar),
        !national && value.Any(unit => unit > 0x7F) ? "a literal without N holds a character beyond ASCII" : null);

    /// <summary>`+`: no longer than the type of its result, unless one side is a (max) type.</summary>
    public SqlText Concatenate(SqlText other)
    {
        var joined = new SqlText(Value + other.Value, National || other.National, Max || other.Max, Damage ?? other.Damage);
        return joined.Max ? joined : joined.CutTo(joined.National ? LongestNational : LongestVarchar);
    }

    /// <summary>Assigned or converted to a type; undefined length is (max).</summary>
    public SqlText As(bool national, int? length)
    {
        var damage = Damage ?? (National && !national && Value.Any(unit => unit > 0x7F) ? "a character beyond ASCII becomes varchar" : null);
        var text = new SqlText(Value, national, length is null, damage);
        return length is { } limit ? text.CutTo(limit) : text;
    }

    private SqlText CutTo(int length) => Value.Length <= length
        ? this
        : this with { Value = Value[..length], Damage = Damage ?? $"the text is cut at {length} characters" };
}
