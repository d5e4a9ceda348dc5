// Where a table, a key or an index is kept, however it is written: with its clustered index, as its table, or by default.
using Microsoft.SqlServer.Dac.Model;
using Regrant.Conformance.Rows;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Same;

internal sealed class KeptOn
{
    /// <summary>What the space of something is told by in the model, which is compared as a whole.</summary>
    public static readonly IReadOnlySet<string> Relationships = new HashSet<string>(StringComparer.Ordinal)
    {
        "Filegroup", "PartitionScheme", "PartitionColumn",
    };

    private static readonly ModelTypeClass[] Kinds =
    [
        PrimaryKeyConstraint.TypeClass, UniqueConstraint.TypeClass, Microsoft.SqlServer.Dac.Model.Index.TypeClass, ColumnStoreIndex.TypeClass,
    ];

    private readonly Dictionary<string, TSqlObject> clustered = new(StringComparer.Ordinal);

    public KeptOn(TSqlModel model)
    {
        foreach (var index in model.UserDefined(Kinds).Where(IndexKind.IsClustered))
            if (OwnerOf(index) is { } owner) clustered[owner.Key()] = index;
    }

    public static bool Knows(TSqlObject element) => element.ObjectType == Table.TypeClass || Kinds.Contains(element.ObjectType);

    /// <summary>The filegroup, or the scheme with its column; null for the one that everything is kept on.</summary>
    public string? Of(TSqlObject element)
    {
        var owner = OwnerOf(element);
        var with = clustered.GetValueOrDefault((owner ?? element).Key());
        var from = new[] { element, owner, with is not null && IndexKind.Moves(with, element) ? with : null }
            .FirstOrDefault(kept => kept is not null && Written(kept) is not null);
        if (from is null || Written(from) is not { } space) return null;
        var column = from.Related("PartitionColumn").FirstOrDefault()?.Simple();
        return space == "PRIMARY" ? null : column is null ? space : $"{space} ({column})";
    }

    // By its name, which may be one of a filegroup that a script takes as there.
    private static string? Written(TSqlObject kept) => kept.ObjectType.Relationships
        .Where(known => known.Name is "Filegroup" or "PartitionScheme")
        .SelectMany(kept.Links)
        .Select(link => link.ObjectName.Parts[^1])
        .FirstOrDefault();

    private static TSqlObject? OwnerOf(TSqlObject index) =>
        index.Related("Host").Concat(index.Related("IndexedObject")).FirstOrDefault();
}
