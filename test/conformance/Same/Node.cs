// An element as `same` compares it: what it is, its properties as text, and the elements that it is made of or names.
using System.Text;

namespace Regrant.Conformance.Same;

internal sealed class Node(string label)
{
    /// <summary>What tells it from its neighbours; empty where only its content does.</summary>
    public string Label { get; } = label;

    public SortedDictionary<string, string?> Properties { get; } = new(StringComparer.Ordinal);

    /// <summary>By relationship, in the order that matters or in that of their labels.</summary>
    public SortedDictionary<string, List<Node>> Children { get; } = new(StringComparer.Ordinal);

    /// <summary>All of it on one line: what elements without a name are matched by.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Label).Append('{');
        foreach (var (name, value) in Properties) text.Append(name).Append('=').Append(value).Append(';');
        foreach (var (name, nodes) in Children) text.Append(name).Append('[').AppendJoin(',', nodes).Append(']');
        return text.Append('}').ToString();
    }
}
