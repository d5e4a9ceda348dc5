// The numbers that a server gives: made from what they number, so that one more object moves no other's, and in no
// order, as on a real server.
using Microsoft.SqlServer.Dac.Model;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class Identifiers
{
    private const int FirstObject = 100_000_000;
    private const int Range = 2_000_000_000;
    private readonly Dictionary<string, int> objects = new(StringComparer.Ordinal);
    private readonly HashSet<int> taken = [];
    private readonly Dictionary<string, int> numbered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> last = new(StringComparer.Ordinal);

    /// <summary>The object_id of an element.</summary>
    public int Object(TSqlObject element) => Object(element.Key());

    public int Object(string key)
    {
        if (objects.TryGetValue(key, out var known)) return known;
        var id = FirstObject + (int)(Hash(key) % Range);
        while (!taken.Add(id)) id = id == FirstObject + Range ? FirstObject : id + 1;
        objects.Add(key, id);
        return id;
    }

    /// <summary>The number of an element among those of one sort, counted from `first` in the order asked for.</summary>
    public int Number(string sort, string key, int first)
    {
        var whole = $"{sort} {key}";
        if (numbered.TryGetValue(whole, out var known)) return known;
        var id = last.TryGetValue(sort, out var before) ? before + 1 : first;
        last[sort] = id;
        numbered.Add(whole, id);
        return id;
    }

    /// <summary>Eight or sixteen digits that stay, for names that the system makes.</summary>
    public static string Digits(string key, int length) =>
        (Hash(key).ToString("X8", null) + Hash(key + "/").ToString("X8", null))[..length];

    // FNV-1a, 32 bits.
    private static uint Hash(string text)
    {
        var hash = 2166136261;
        foreach (var unit in text) hash = unchecked((hash ^ unit) * 16777619);
        return hash;
    }
}
