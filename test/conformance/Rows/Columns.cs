// Columns of tables, table types, views and functions that give tables: sys.columns and the views beside it.
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class Columns(Draft draft, Types types)
{
    private static readonly string[] GeneratedNames =
    [
        "NOT_APPLICABLE", "AS_ROW_START", "AS_ROW_END", "", "", "", "",
        "AS_TRANSACTION_ID_START", "AS_TRANSACTION_ID_END", "AS_SEQUENCE_NUMBER_START", "AS_SEQUENCE_NUMBER_END",
    ];

    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Owner, int Id), Row> rows = [];

    /// <summary>The column_id of a column whose table was drawn; 0 for any other.</summary>
    public int Id(TSqlObject column) => ids.GetValueOrDefault(column.Key());

    /// <summary>Draws the columns of a table or of what is like one.</summary>
    public void Add(TSqlObject owner)
    {
        var id = 0;
        foreach (var column in owner.Related("Columns"))
        {
            if (GraphColumns.Of(column) is { } parts)
            {
                foreach (var part in parts) draft.Add("sys.columns", part.Columns(draft.Ids.Object(owner), ++id));
                keys[column.Key()] = [.. parts.Select((part, at) => (part, Id: id - parts.Count + at + 1)).Where(part => part.part.IsKey).Select(part => part.Id)];
                continue;
            }
            ids[column.Key()] = ++id;
            Add(owner, column, id);
        }
    }

    /// <summary>The columns that stand in an index where one is named: two for an end of an edge.</summary>
    public IReadOnlyList<int> KeyIds(TSqlObject column) => keys.TryGetValue(column.Key(), out var own) ? own : [Id(column)];

    /// <summary>Says what default or rule a column has.</summary>
    public void Bind(TSqlObject owner, int id, string column, int value)
    {
        if (rows.TryGetValue((owner.Key(), id), out var row)) row[column] = value;
    }

    private void Add(TSqlObject owner, TSqlObject column, int id)
    {
        var expression = column.Named("Expression")?.ToString();
        var type = types.Of(column) ?? types.Of(draft.Written<ColumnDefinition>(column)?.DataType) ?? Guess(column);
        var row = draft.Add("sys.columns", new Row
        {
            ["object_id"] = draft.Ids.Object(owner),
            ["column_id"] = id,
            ["name"] = column.Simple(),
            ["collation_name"] = type.Text ? CollationOf(column) : null,
            ["is_nullable"] = Nullable(column, expression),
            ["is_ansi_padded"] = type.BaseName is "char" or "varchar" or "nchar" or "nvarchar" or "sysname" or "binary" or "varbinary" or "xml" or "sql_variant",
            ["is_rowguidcol"] = column.Named("IsRowGuidCol") is true,
            ["is_identity"] = column.Named("IsIdentity") is true,
            ["is_computed"] = expression is not null,
            ["is_filestream"] = column.Named("IsFileStream") is true,
            ["is_sparse"] = column.Named("Sparse") is true,
            ["is_column_set"] = draft.Written<ColumnDefinition>(column)?.StorageOptions?.SparseOption == SparseColumnOption.ColumnSetForAllSparseColumns,
            ["is_xml_document"] = IsDocument(column),
            ["xml_collection_id"] = XmlCollection(column),
            ["default_object_id"] = 0,
            ["rule_object_id"] = 0,
            ["is_hidden"] = column.Named("IsHidden") is true,
            ["is_masked"] = column.Named("MaskingFunction") is string { Length: > 0 },
            ["graph_type"] = null,
        }.With(type.Columns()).With(VectorColumns.Of(draft.Written<ColumnDefinition>(column)?.DataType)).With(Generated(column)).With(Encrypted(column)));
        rows[(owner.Key(), id)] = row;
        Special(owner, column, id, row, expression);
        if (column.Named("SensitivityLabel") is string { Length: > 0 } || column.Named("SensitivityInformationType") is string { Length: > 0 }) Classify(owner, column, id);
    }

    /// <summary>The id of an XML schema collection, 0 where a value is bound to none.</summary>
    public int XmlCollection(TSqlObject element) =>
        element.Related("XmlSchemaCollection").FirstOrDefault() is { } collection ? XmlCollectionId(collection) : 0;

    /// <summary>Whether an xml value has to be a whole document.</summary>
    public static bool IsDocument(TSqlObject element) =>
        element.Named("XmlStyle") is { } style && Convert.ToInt32(style, null) == (int)XmlStyle.Document;

    public int XmlCollectionId(TSqlObject collection) => draft.Ids.Number("xml collection", collection.Key(), 65536);

    private void Special(TSqlObject owner, TSqlObject column, int id, Row row, string? expression)
    {
        Row Own() => new() { ["object_id"] = draft.Ids.Object(owner), ["column_id"] = id, ["name"] = row["name"] };
        if (expression is not null)
            draft.Add("sys.computed_columns", Own().With(new Row
            {
                ["definition"] = draft.Expressions.Scalar(expression),
                ["uses_database_collation"] = false,
                ["is_persisted"] = column.Named("Persisted") is true,
            }));
        if (row["is_identity"] is true)
            draft.Add("sys.identity_columns", Own().With(new Row
            {
                ["seed_value"] = Whole(row, column.Named("IdentitySeed")),
                ["increment_value"] = Whole(row, column.Named("IdentityIncrement")),
                ["last_value"] = null,
                ["is_not_for_replication"] = column.Named("IsIdentityNotForReplication") is true,
            }));
        if (row["is_masked"] is true)
            draft.Add("sys.masked_columns", Own().With(new Row { ["masking_function"] = column.Named("MaskingFunction") }));
    }

    private void Classify(TSqlObject owner, TSqlObject column, int id)
    {
        var rank = column.Named("SensitivityRank") as int? ?? -1;
        draft.Add("sys.sensitivity_classifications", new Row
        {
            ["class"] = 1,
            ["class_desc"] = "OBJECT_OR_COLUMN",
            ["major_id"] = draft.Ids.Object(owner),
            ["minor_id"] = id,
            ["label"] = Text(column, "SensitivityLabel"),
            ["label_id"] = Text(column, "SensitivityLabelId"),
            ["information_type"] = Text(column, "SensitivityInformationType"),
            ["information_type_id"] = Text(column, "SensitivityInformationTypeId"),
            ["rank"] = rank < 0 ? null : rank,
            ["rank_desc"] = rank switch { 0 => "NONE", 10 => "LOW", 20 => "MEDIUM", 30 => "HIGH", 40 => "CRITICAL", _ => null },
        });
    }

    private static string? Text(TSqlObject column, string property) => column.Named(property) is string { Length: > 0 } text ? text : null;

    private static Variant Whole(Row column, object? value)
    {
        var name = column["system_type_id"] switch { 48 => "tinyint", 52 => "smallint", 127 => "bigint", 106 => "decimal", 108 => "numeric", _ => "int" };
        return new Variant(name, value?.ToString() ?? "1", column["precision"] as int?, 0);
    }

    // A column of a view or of an inline function: what it shows of one other column; a number where it is worked out.
    private TypedValue Guess(TSqlObject column)
    {
        var from = column.Related("ExpressionDependencies").Where(other => other.ObjectType == Column.TypeClass).ToList();
        return (from is [var one] && column.Named("Expression") is null ? types.Of(one) : null) ?? TypedValue.Of(SystemTypes.Find("int")!, default);
    }

    private static bool Nullable(TSqlObject column, string? expression) =>
        expression is null ? column.Named("Nullable") is true : column.Named("PersistedNullable") is not false;

    private string CollationOf(TSqlObject column) =>
        column.Named("Collation") is string { Length: > 0 } own ? own : draft.Collation;

    private static Row Generated(TSqlObject column)
    {
        var type = column.Named("GeneratedAlwaysType") is { } value ? Convert.ToInt32(value, null) : 0;
        return new Row { ["generated_always_type"] = type, ["generated_always_type_desc"] = GeneratedNames[type] };
    }

    private Row Encrypted(TSqlObject column)
    {
        var key = column.Related("ColumnEncryptionKey").FirstOrDefault();
        if (key is null) return [];
        var type = column.Named("EncryptionType") as int? ?? 1;
        return new Row
        {
            ["encryption_type"] = type,
            ["encryption_type_desc"] = type == 1 ? "DETERMINISTIC" : "RANDOMIZED",
            ["encryption_algorithm_name"] = column.Named("EncryptionAlgorithmName"),
            ["column_encryption_key_id"] = draft.Ids.Number("column encryption key", key.Key(), 1),
        };
    }
}
