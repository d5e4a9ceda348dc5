// What one model has and the other has not, element by element and property by property.
namespace Regrant.Conformance.Same;

/// <summary>A difference; without a property, the whole element is on one side only.</summary>
internal sealed record Difference(string Element, string? Property, string? Source, string? Target);

internal static class Comparison
{
    private const string There = "there";

    public static IEnumerable<Difference> Of(ILookup<string, Node> source, ILookup<string, Node> target) => source
        .Select(group => group.Key)
        .Union(target.Select(group => group.Key), StringComparer.Ordinal)
        .OrderBy(label => label, StringComparer.Ordinal)
        .SelectMany(label => Group(label, [.. source[label]], [.. target[label]]));

    // Elements of one label: alike ones first, then what is left one by one.
    private static IEnumerable<Difference> Group(string label, List<Node> source, List<Node> target)
    {
        foreach (var node in source.ToList())
            if (target.Find(other => other.ToString() == node.ToString()) is { } same)
            {
                source.Remove(node);
                target.Remove(same);
            }
        for (var at = 0; at < Math.Max(source.Count, target.Count); at++)
        {
            var (ours, theirs) = (source.ElementAtOrDefault(at), target.ElementAtOrDefault(at));
            if (ours is null || theirs is null) yield return new Difference(label, null, ours is null ? null : There, theirs is null ? null : There);
            else foreach (var difference in Nodes(label, "", ours, theirs)) yield return difference;
        }
    }

    private static IEnumerable<Difference> Nodes(string element, string path, Node source, Node target)
    {
        foreach (var name in source.Properties.Keys.Union(target.Properties.Keys, StringComparer.Ordinal))
        {
            var (ours, theirs) = (source.Properties.GetValueOrDefault(name), target.Properties.GetValueOrDefault(name));
            if (ours != theirs) yield return new Difference(element, path + name, ours, theirs);
        }
        foreach (var name in source.Children.Keys.Union(target.Children.Keys, StringComparer.Ordinal))
            foreach (var difference in Lists(element, path + name, source.Children.GetValueOrDefault(name) ?? [], target.Children.GetValueOrDefault(name) ?? []))
                yield return difference;
    }

    private static IEnumerable<Difference> Lists(string element, string path, List<Node> source, List<Node> target)
    {
        var (ours, theirs) = (Labels(source), Labels(target));
        if (ours != theirs) return [new Difference(element, path, ours, theirs)];
        return source.Zip(target).SelectMany((pair, at) =>
            Nodes(element, $"{path}[{(pair.First.Label.Length == 0 ? at.ToString(null, null) : pair.First.Label)}].", pair.First, pair.Second));
    }

    private static string? Labels(List<Node> nodes) => nodes.Count == 0 ? null : string.Join(", ", nodes.Select(node => node.Label));
}
