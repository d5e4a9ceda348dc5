// What foreign keys and edge constraints point at: tables, and keys over just their columns.
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Order;

internal sealed class ReferencesIn : TSqlFragmentVisitor
{
    private readonly HashSet<Thing> found = [];

    public static IEnumerable<Thing> Of(TSqlFragment fragment)
    {
        var visitor = new ReferencesIn();
        fragment.Accept(visitor);
        return visitor.found;
    }

    public override void Visit(ForeignKeyConstraintDefinition node)
    {
        found.Add(Thing.Object(node.ReferenceTableName));
        if (node.ReferencedTableColumns.Count > 0) found.Add(Thing.Unique(node.ReferenceTableName, node.ReferencedTableColumns));
    }

    public override void Visit(GraphConnectionBetweenNodes node)
    {
        found.Add(Thing.Object(node.FromNode));
        found.Add(Thing.Object(node.ToNode));
    }
}
