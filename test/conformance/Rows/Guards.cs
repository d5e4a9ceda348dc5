// Security policies and constraints of edges.
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Expressions;
using Regrant.Conformance.Reading;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class Guards(Draft draft, SchemaObjects objects)
{
    private static readonly string[] Operations = ["", "AFTER INSERT", "AFTER UPDATE", "BEFORE UPDATE", "BEFORE DELETE"];
    private readonly TSqlParser parser = ParserVersion.Create(draft.Schema.Version, quotedIdentifiers: true);

    public void Add()
    {
        foreach (var policy in draft.Ordered(SecurityPolicy.TypeClass)) AddPolicy(policy);
        foreach (var constraint in draft.Ordered(EdgeConstraint.TypeClass))
            if (constraint.One(EdgeConstraint.Host) is { } table) AddEdge(constraint, table);
    }

    private void AddPolicy(TSqlObject policy)
    {
        draft.Add("sys.security_policies", objects.Columns(policy, "SP").With(new Row
        {
            ["is_enabled"] = policy.Is(SecurityPolicy.Enabled),
            ["is_not_for_replication"] = policy.Is(SecurityPolicy.NotForReplication),
            ["is_schema_bound"] = policy.Is(SecurityPolicy.IsSchemaBound),
        }));
        var id = 0;
        foreach (var predicate in policy.Many(SecurityPolicy.Predicates))
        {
            var operation = predicate.Number(SecurityPredicate.Operation);
            var isBlock = predicate.Number(SecurityPredicate.PredicateType) == 1;
            draft.Add("sys.security_predicates", new Row
            {
                ["object_id"] = draft.Ids.Object(policy),
                ["security_predicate_id"] = ++id,
                ["target_object_id"] = predicate.One(SecurityPredicate.TargetObject) is { } target ? draft.Ids.Object(target) : null,
                ["predicate_definition"] = $"({Printed(predicate.Text(SecurityPredicate.BodyScript) ?? "")})",
                ["predicate_type"] = isBlock ? 1 : 0,
                ["predicate_type_desc"] = isBlock ? "BLOCK" : "FILTER",
                ["operation"] = operation == 0 ? null : operation,
                ["operation_desc"] = operation == 0 ? null : Operations[operation],
            });
        }
    }

    private string Printed(string text)
    {
        using var reader = new StringReader(text);
        return parser.ParseExpression(reader, out var errors) is { } tree && errors.Count == 0 ? new ScalarPrinter().Print(tree) : text;
    }

    private void AddEdge(TSqlObject constraint, TSqlObject table)
    {
        var isCascade = constraint.Number(EdgeConstraint.DeleteAction) == 1;
        draft.Add("sys.edge_constraints", objects.Part(constraint, table, "EC", SystemNames.Of(constraint, table, "EC", 8)).With(new Row
        {
            ["is_disabled"] = constraint.Is(EdgeConstraint.Disabled),
            ["is_not_trusted"] = false,
            ["is_system_named"] = !constraint.Name.HasName,
            ["delete_referential_action"] = isCascade ? 1 : 0,
            ["delete_referential_action_desc"] = isCascade ? "CASCADE" : "NO_ACTION",
        }));
        var number = 0;
        foreach (var clause in draft.Written<GraphConnectionConstraintDefinition>(constraint)?.FromNodeToNodeList ?? [])
            draft.Add("sys.edge_constraint_clauses", new Row
            {
                ["object_id"] = draft.Ids.Object(constraint),
                ["clause_number"] = ++number,
                ["from_object_id"] = TableId(clause.FromNode),
                ["to_object_id"] = TableId(clause.ToNode),
            });
    }

    private int TableId(SchemaObjectName name) => draft.Ids.Object(
        $"{Table.TypeClass.Name} {Names.Bracketed(name.SchemaIdentifier?.Value ?? "dbo")}.{Names.Bracketed(name.BaseIdentifier.Value)}");
}
