// The elements of a model as nodes that can be held against another model's.
using Microsoft.SqlServer.Dac.Model;
using Regrant.Conformance.Expressions;
using Regrant.Conformance.Rows;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Same;

internal sealed class Canonical(SchemaModel schema)
{
    /// <summary>Relationships whose order means something.</summary>
    private static readonly HashSet<string> Ordered = new(StringComparer.Ordinal)
    {
        "Columns", "ForeignColumns", "OrderedColumns", "Parameters", "BoundaryValues", "Filegroups", "PromotedPaths", "OrderColumns",
    };

    private readonly KeptOn kept = new(schema.Model);
    private readonly PropertyText properties = new(schema);
    private readonly WrittenText written = new(schema);

    /// <summary>Every element that is compared, by its label; those without a name under the one they hang on.</summary>
    public ILookup<string, Node> Elements() => schema.Model.GetObjects(DacQueryScopes.UserDefined)
        .Where(element => NotCompared.Reason(element) is null)
        .Select(Of)
        .ToLookup(node => node.Label, StringComparer.Ordinal);

    private Node Of(TSqlObject element)
    {
        var node = new Node(Label(element));
        foreach (var property in element.ObjectType.Properties)
            if (!NotCompared.IsLeftOut(property)) Set(node, property.Name, properties.Of(element, property));
        foreach (var (name, value) in written.Of(element)) Set(node, name, value);
        var isKept = KeptOn.Knows(element);
        if (isKept) Set(node, "(kept on)", kept.Of(element));
        foreach (var relationship in element.ObjectType.Relationships)
            if (!NotCompared.IsLeftOut(relationship) && (!isKept || !KeptOn.Relationships.Contains(relationship.Name))) AddChildren(node, element, relationship);
        return node;
    }

    private static string Label(TSqlObject element)
    {
        if (element.Name.HasName) return $"{element.ObjectType.Name} {element.Name}";
        var owner = element.Related("Host").Concat(element.Related("IndexedObject")).FirstOrDefault();
        return owner is null ? element.ObjectType.Name : $"{element.ObjectType.Name} of {owner.Name}";
    }

    private static void Set(Node node, string name, string? value)
    {
        if (value is not null) node.Properties[name] = value;
    }

    private void AddChildren(Node node, TSqlObject element, ModelRelationshipClass relationship)
    {
        var nodes = relationship.Name switch
        {
            "Filegroups" => Filegroups(element),
            "FilegroupForTextImage" => [.. element.Links(relationship).Select(Of).Where(group => group.Label != Names.Bracketed(kept.Of(element) ?? "PRIMARY"))],
            "DataType" or "Type" when PropertyText.IsReal(element) => [new Node("[real]")],
            "DataType" when element.ObjectType == Sequence.TypeClass => [new Node(new SequenceBounds(element, schema).TypeName)],
            "Catalog" when element.ObjectType == FullTextIndex.TypeClass => [.. FullText.CatalogOf(schema.Model, element) is { } catalog ? [new Node(catalog.Name.ToString())] : Array.Empty<Node>()],
            "DataCompressionOptions" or "XmlCompressionOptions" => Compression(element, relationship),
            _ => [.. element.Links(relationship).Select(Of)],
        };
        if (nodes.Count == 0) return;
        node.Children[relationship.Name] = Ordered.Contains(relationship.Name) && element.ObjectType != FullTextIndex.TypeClass
            ? nodes
            : [.. nodes.DistinctBy(child => child.ToString()).OrderBy(child => child.ToString(), StringComparer.Ordinal)];
    }

    private Node Of(ModelRelationshipInstance link)
    {
        var isPart = link.Relationship.Type == RelationshipType.Composing && link.Object is not null;
        var node = isPart ? Of(link.Object!) : new Node(NameOf(link));
        foreach (var property in link.Relationship.Properties)
            if (link.GetProperty(property) is { } value and not false) node.Properties[property.Name] = value.ToString();
        return node;
    }

    private static string NameOf(ModelRelationshipInstance link)
    {
        var outside = link.ObjectName.ExternalParts is { Count: > 0 } parts ? string.Join('.', parts.Select(Names.Bracketed)) + "." : "";
        return outside + (link.ObjectName.ToString() == "[rowversion]" ? "[timestamp]" : link.ObjectName);
    }

    // One for each partition, also where the last is written for all.
    private static List<Node> Filegroups(TSqlObject scheme)
    {
        var written = scheme.Links(PartitionScheme.Filegroups).Select(link => NameOf(link)).ToList();
        var count = scheme.Is(PartitionScheme.AllToOneFilegroup) ? Storage.PartitionsOf(scheme) : written.Count;
        return [.. Enumerable.Range(0, count).Select(at => new Node(written[Math.Min(at, written.Count - 1)]))];
    }

    // Partitions that are not compressed are as those that nothing is said of.
    private static List<Node> Compression(TSqlObject kept, ModelRelationshipClass relationship) =>
        [.. kept.Many(relationship)
            .Where(option => option.Number(DataCompressionOption.CompressionLevel) != 0)
            .Select(option => new Node($"partition {option.Number(DataCompressionOption.PartitionNumber)}: {option.Number(DataCompressionOption.CompressionLevel)}"))];
}
