// Keys and indexes of table types, which have none of the names and options of a table's.
using Microsoft.SqlServer.Dac.Model;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class TableTypeIndexes(Draft draft, Columns columns)
{
    public void Add(TSqlObject type)
    {
        var all = type.Many(TableType.Constraints).Concat(type.Many(TableType.Indexes)).Where(HasColumns).ToList();
        var clustered = all.Find(IsClustered);
        var next = 2;
        if (clustered is null && !type.Is(TableType.MemoryOptimized)) AddIndex(type, null, 0, 0, null);
        foreach (var index in all)
        {
            var id = index == clustered ? 1 : next++;
            var kind = index.Named("Hash") is true ? 7 : index == clustered ? 1 : 2;
            var name = IsKey(index) ? AddKey(type, index, id) : index.Simple();
            AddIndex(type, index, id, kind, name);
            if (kind == 7)
                draft.Add("sys.hash_indexes", new Row
                {
                    ["object_id"] = draft.Ids.Object(type), ["index_id"] = id, ["name"] = name, ["bucket_count"] = SpecialIndexes.BucketCount(index),
                });
            AddColumns(type, index, id);
        }
    }

    private static bool HasColumns(TSqlObject part) => IsKey(part) || part.ObjectType == TableTypeIndex.TypeClass;

    private static bool IsKey(TSqlObject part) =>
        part.ObjectType == TableTypePrimaryKeyConstraint.TypeClass || part.ObjectType == TableTypeUniqueConstraint.TypeClass;

    private static bool IsClustered(TSqlObject part) => part.Named("Clustered") is true;

    private string AddKey(TSqlObject type, TSqlObject key, int id)
    {
        var kind = key.ObjectType == TableTypePrimaryKeyConstraint.TypeClass ? "PK" : "UQ";
        var name = $"{kind}__TT_{type.Simple()[..Math.Min(6, type.Simple().Length)]}__{Identifiers.Digits(key.Key(), 16)}";
        draft.Add("sys.key_constraints", new Row
        {
            ["object_id"] = draft.Ids.Object(key),
            ["name"] = name,
            ["schema_id"] = 4,
            ["parent_object_id"] = draft.Ids.Object(type),
            ["type"] = kind,
            ["unique_index_id"] = id,
            ["is_system_named"] = true,
            ["is_enforced"] = true,
        });
        return name;
    }

    private void AddIndex(TSqlObject type, TSqlObject? index, int id, int kind, string? name)
    {
        draft.Add("sys.indexes", new Row
        {
            ["object_id"] = draft.Ids.Object(type),
            ["name"] = name,
            ["index_id"] = id,
            ["type"] = kind,
            ["type_desc"] = IndexKind.Describe(kind),
            ["is_unique"] = index is not null && (IsKey(index) || index.Named("IsUnique") is true),
            ["data_space_id"] = 1,
            ["ignore_dup_key"] = index?.Named("IgnoreDuplicateKey") is true,
            ["is_primary_key"] = index?.ObjectType == TableTypePrimaryKeyConstraint.TypeClass,
            ["is_unique_constraint"] = index?.ObjectType == TableTypeUniqueConstraint.TypeClass,
            ["fill_factor"] = 0,
            ["allow_row_locks"] = true,
            ["allow_page_locks"] = true,
        });
    }

    private void AddColumns(TSqlObject type, TSqlObject index, int id)
    {
        var at = 0;
        foreach (var link in index.Links(index.ObjectType.Relationships.First(known => known.Name == "Columns")))
        {
            if (link.Object is not { } column) continue;
            at++;
            draft.Add("sys.index_columns", new Row
            {
                ["object_id"] = draft.Ids.Object(type),
                ["index_id"] = id,
                ["index_column_id"] = at,
                ["column_id"] = columns.Id(column),
                ["key_ordinal"] = at,
                ["is_descending_key"] = link.Relationship.Properties.Any(property => property.Name == "Ascending" && link.GetProperty(property) is false),
                ["is_included_column"] = false,
                ["partition_ordinal"] = 0,
            });
        }
    }
}
