// What an expression is known to be: one of a few values (null is NULL), or unknown for a reason.
namespace Regrant.Conformance.Folding;

internal sealed record Constant
{
    private const int MostValues = 64;

    private Constant(IReadOnlyList<SqlText?> values, string? reason)
    {
        Values = values;
        Reason = reason;
    }

    public IReadOnlyList<SqlText?> Values { get; }

    /// <summary>Why the value is not known; null where it is.</summary>
    public string? Reason { get; }

    public bool IsKnown => Reason is null;

    public static Constant Null { get; } = new([null], null);

    public static Constant Unknown(string reason) => new([], reason);

    public static Constant Of(SqlText text) => new([text], null);

    /// <summary>Either this or the other, when two ways lead here.</summary>
    public Constant Or(Constant other) =>
        Merge(other) ?? Few([.. Values.Concat(other.Values).Distinct()]);

    /// <summary>Every value of this with every value of the other; NULL with anything is NULL.</summary>
    public Constant Concatenate(Constant other) =>
        Merge(other) ?? Few([.. Values.SelectMany(_ => other.Values, (a, b) => a is null || b is null ? null : a.Concatenate(b)).Distinct()]);

    public Constant Map(Func<SqlText, SqlText?> change) =>
        IsKnown ? Few([.. Values.Select(value => value is null ? null : change(value)).Distinct()]) : this;

    private Constant? Merge(Constant other) => !IsKnown ? this : !other.IsKnown ? other : null;

    private static Constant Few(IReadOnlyList<SqlText?> values) =>
        values.Count <= MostValues ? new Constant(values, null) : Unknown("too many possible values");
}
