// The variables of one batch and what they are known to be where the reading has come to. Names are compared
// exactly, as a case-sensitive server does.
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Folding;

internal sealed class Variables
{
    private readonly Dictionary<string, CharacterType?> types = new(StringComparer.Ordinal);
    private Dictionary<string, Constant> values = new(StringComparer.Ordinal);

    public void Declare(string name, DataTypeReference? type, Constant value)
    {
        types[name] = CharacterType.Of(type, undeclaredLength: 1);
        Set(name, value);
    }

    public Constant Get(string name) =>
        values.TryGetValue(name, out var value) ? value : Constant.Unknown($"{name} is not declared in its batch");

    public void Set(string name, Constant value)
    {
        var type = types.GetValueOrDefault(name);
        values[name] = type is null ? value : value.Map(text => text.As(type.National, type.Length));
    }

    public void Forget(IEnumerable<string> names, string reason)
    {
        foreach (var name in names) values[name] = Constant.Unknown(reason);
    }

    /// <summary>What is known now, to come back to when another way is read.</summary>
    public IReadOnlyDictionary<string, Constant> Remember() => new Dictionary<string, Constant>(values, StringComparer.Ordinal);

    public void Return(IReadOnlyDictionary<string, Constant> remembered) =>
        values = new Dictionary<string, Constant>(remembered, StringComparer.Ordinal);

    /// <summary>Two ways meet: either this one's values or the other's.</summary>
    public void Join(IReadOnlyDictionary<string, Constant> other)
    {
        foreach (var (name, value) in other)
            values[name] = values.TryGetValue(name, out var own) ? own.Or(value) : value;
    }
}
