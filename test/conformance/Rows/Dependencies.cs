// sys.sql_expression_dependencies, from the relationships that the model found.
using Microsoft.SqlServer.Dac.Model;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class Dependencies(Draft draft, Columns columns, Func<TSqlObject, int?> typeId)
{
    private static readonly ModelTypeClass[] Modules =
    [
        View.TypeClass, Procedure.TypeClass, ScalarFunction.TypeClass, TableValuedFunction.TypeClass, DmlTrigger.TypeClass, DatabaseDdlTrigger.TypeClass,
    ];

    private static readonly HashSet<ModelTypeClass> Referenced =
    [
        Table.TypeClass, View.TypeClass, Procedure.TypeClass, ScalarFunction.TypeClass, TableValuedFunction.TypeClass, Synonym.TypeClass,
        Queue.TypeClass, Sequence.TypeClass, ExtendedProcedure.TypeClass, Aggregate.TypeClass,
    ];

    public void Add()
    {
        foreach (var module in draft.Ordered(Modules)) AddOf(module);
        foreach (var check in draft.Ordered(CheckConstraint.TypeClass)) AddExpression(check, draft.Ids.Object(check));
        foreach (var preset in draft.Ordered(DefaultConstraint.TypeClass)) AddExpression(preset, draft.Ids.Object(preset));
        foreach (var table in draft.Ordered(Table.TypeClass))
            foreach (var column in table.Many(Table.Columns).Where(column => column.Named("Expression") is not null))
                AddExpression(column, draft.Ids.Object(table), columns.Id(column));
    }

    private void AddOf(TSqlObject module)
    {
        var isBound = module.Named("WithSchemaBinding") is true || module.Named("IsSchemaBound") is true;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var link in module.Links(module.ObjectType.Relationships.First(known => known.Name == "BodyDependencies")))
            if (seen.Add(link.ObjectName.ToString())) AddLink(link, draft.Ids.Object(module), 0, isBound, module.ObjectType == DatabaseDdlTrigger.TypeClass ? 12 : 1);
    }

    // A table stands there only for what its expressions use beside its own columns, and is bound to it.
    private void AddExpression(TSqlObject element, int id, int minor = 0)
    {
        foreach (var link in element.Links(element.ObjectType.Relationships.First(known => known.Name == "ExpressionDependencies")))
            AddLink(link, id, minor, isBound: true, 1);
    }

    private void AddLink(ModelRelationshipInstance link, int id, int minor, bool isBound, int kind)
    {
        var target = link.Object;
        if (target is not null && target.ObjectType == DataType.TypeClass)
        {
            if (typeId(target) is { } type) Add(id, minor, isBound, kind, 6, target.Name, type, 0);
            return;
        }
        if (target is not null && !Referenced.Contains(target.ObjectType)) return;
        if (target is null && (link.ObjectName.Parts.Count > 2 || link.ObjectName.Parts is [.., ['@', ..]])) return;
        Add(id, minor, isBound, kind, 1, link.ObjectName, target is null ? null : draft.Ids.Object(target), 0);
    }

    private void Add(int id, int minor, bool isBound, int kind, int target, ObjectIdentifier name, int? targetId, int targetMinor)
    {
        var outside = name.ExternalParts ?? [];
        draft.Add("sys.sql_expression_dependencies", new Row
        {
            ["referencing_id"] = id,
            ["referencing_minor_id"] = minor,
            ["referencing_class"] = kind,
            ["referencing_class_desc"] = kind == 12 ? "DATABASE_DDL_TRIGGER" : "OBJECT_OR_COLUMN",
            ["is_schema_bound_reference"] = isBound,
            ["referenced_class"] = target,
            ["referenced_class_desc"] = target == 6 ? "TYPE" : "OBJECT_OR_COLUMN",
            ["referenced_server_name"] = outside.Count > 1 ? outside[^2] : null,
            ["referenced_database_name"] = outside.Count > 0 ? outside[^1] : null,
            ["referenced_schema_name"] = name.Parts.Count > 1 ? name.Parts[0] : null,
            ["referenced_entity_name"] = name.Parts[^1],
            ["referenced_id"] = outside.Count > 0 ? null : targetId,
            ["referenced_minor_id"] = targetMinor,
            ["is_caller_dependent"] = false,
            ["is_ambiguous"] = false,
        });
    }
}
