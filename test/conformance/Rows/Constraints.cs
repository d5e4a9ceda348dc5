// Checks, defaults and foreign keys, with whether they are trusted, which the model does not say but the script does.
using Microsoft.SqlServer.Dac.Model;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class Constraints
{
    private readonly Draft draft;
    private readonly SchemaObjects objects;
    private readonly Columns columns;
    private readonly Indexes indexes;
    private readonly Trust trust;

    public Constraints(Draft draft, SchemaObjects objects, Columns columns, Indexes indexes)
    {
        (this.draft, this.objects, this.columns, this.indexes) = (draft, objects, columns, indexes);
        trust = new Trust(draft.Schema.Positions);
    }

    public void Add()
    {
        foreach (var check in draft.Ordered(CheckConstraint.TypeClass))
            if (check.One(CheckConstraint.Host) is { } table) AddCheck(check, table);
        foreach (var preset in draft.Ordered(DefaultConstraint.TypeClass))
            if (preset.One(DefaultConstraint.Host) is { } table && preset.One(DefaultConstraint.TargetColumn) is { } column)
                AddDefault(preset, table, column, objects.Part(preset, table, "D", SystemNames.Of(preset, table, "DF", 8, column.Simple())));
        foreach (var key in draft.Ordered(ForeignKeyConstraint.TypeClass))
            if (key.One(ForeignKeyConstraint.Host) is { } table) AddForeignKey(key, table);
        foreach (var type in draft.Ordered(TableType.TypeClass)) AddOf(type);
    }

    private void AddCheck(TSqlObject check, TSqlObject table)
    {
        var only = check.Many(CheckConstraint.ExpressionDependencies).Where(used => used.ObjectType == Column.TypeClass).ToList();
        var column = only is [var one] ? one : null;
        AddCheck(check, objects.Part(check, table, "C", SystemNames.Of(check, table, "CK", 8, column?.Simple() ?? "")), column);
    }

    private void AddCheck(TSqlObject check, Row row, TSqlObject? column) => draft.Add("sys.check_constraints", row.With(new Row
    {
        ["is_disabled"] = check.Named("Disabled") is true,
        ["is_not_for_replication"] = check.Named("NotForReplication") is true,
        ["is_not_trusted"] = trust.IsUntrusted(check, draft.Schema.Positions),
        ["parent_column_id"] = column is null ? 0 : columns.Id(column),
        ["definition"] = draft.Expressions.Condition(check.Named("Expression")?.ToString() ?? ""),
        ["uses_database_collation"] = true,
        ["is_system_named"] = !check.Name.HasName,
    }));

    private void AddDefault(TSqlObject preset, TSqlObject table, TSqlObject column, Row row)
    {
        draft.Add("sys.default_constraints", row.With(new Row
        {
            ["parent_column_id"] = columns.Id(column),
            ["definition"] = draft.Expressions.Scalar(preset.Named("Expression")?.ToString() ?? ""),
            ["is_system_named"] = !preset.Name.HasName,
        }));
        columns.Bind(table, columns.Id(column), "default_object_id", draft.Ids.Object(preset));
    }

    private void AddForeignKey(TSqlObject key, TSqlObject table)
    {
        var target = key.One(ForeignKeyConstraint.ForeignTable);
        var own = key.Many(ForeignKeyConstraint.Columns).ToList();
        var foreign = key.Many(ForeignKeyConstraint.ForeignColumns).ToList();
        draft.Add("sys.foreign_keys", objects.Part(key, table, "F", SystemNames.Of(key, table, "FK", 8, own.FirstOrDefault()?.Simple() ?? "")).With(new Row
        {
            ["referenced_object_id"] = target is null ? null : draft.Ids.Object(target),
            ["key_index_id"] = target is null ? null : KeyIndex(target, foreign),
            ["is_disabled"] = key.Is(ForeignKeyConstraint.Disabled),
            ["is_not_for_replication"] = key.Is(ForeignKeyConstraint.NotForReplication),
            ["is_not_trusted"] = trust.IsUntrusted(key, draft.Schema.Positions),
            ["delete_referential_action"] = key.Number(ForeignKeyConstraint.DeleteAction),
            ["delete_referential_action_desc"] = Actions[key.Number(ForeignKeyConstraint.DeleteAction)],
            ["update_referential_action"] = key.Number(ForeignKeyConstraint.UpdateAction),
            ["update_referential_action_desc"] = Actions[key.Number(ForeignKeyConstraint.UpdateAction)],
            ["is_system_named"] = !key.Name.HasName,
        }));
        foreach (var (pair, at) in own.Zip(foreign).Select((pair, at) => (pair, at)))
            draft.Add("sys.foreign_key_columns", new Row
            {
                ["constraint_object_id"] = draft.Ids.Object(key),
                ["constraint_column_id"] = at + 1,
                ["parent_object_id"] = draft.Ids.Object(table),
                ["parent_column_id"] = columns.Id(pair.First),
                ["referenced_object_id"] = target is null ? null : draft.Ids.Object(target),
                ["referenced_column_id"] = columns.Id(pair.Second),
            });
    }

    private static readonly string[] Actions = ["NO_ACTION", "CASCADE", "SET_NULL", "SET_DEFAULT"];

    // The unique index with exactly these columns.
    private int? KeyIndex(TSqlObject table, IReadOnlyCollection<TSqlObject> foreign)
    {
        var wanted = foreign.Select(column => column.Key()).ToHashSet(StringComparer.Ordinal);
        var found = indexes.Of(table).FirstOrDefault(index =>
            index.ObjectType != ColumnStoreIndex.TypeClass && wanted.SetEquals(index.Related("Columns").Select(column => column.Key())));
        return found is null ? null : indexes.Id(found);
    }

    private void AddOf(TSqlObject type)
    {
        foreach (var part in type.Many(TableType.Constraints))
        {
            var row = new Row
            {
                ["object_id"] = draft.Ids.Object(part),
                ["schema_id"] = 4,
                ["principal_id"] = null,
                ["parent_object_id"] = draft.Ids.Object(type),
            };
            if (part.ObjectType == TableTypeCheckConstraint.TypeClass)
                AddCheck(part, row.With(new Row { ["type"] = "C", ["name"] = SystemNames.Of(part, type, "CK", 8) }), null);
            else if (part.ObjectType == TableTypeDefaultConstraint.TypeClass && part.One(TableTypeDefaultConstraint.TargetColumn) is { } column)
                AddDefault(part, type, column, row.With(new Row { ["type"] = "D", ["name"] = SystemNames.Of(part, type, "DF", 8, column.Simple()) }));
        }
    }
}
