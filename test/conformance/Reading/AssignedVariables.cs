// The variables that a part of a script gives a value to.
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Reading;

internal sealed class AssignedVariables : TSqlFragmentVisitor
{
    private readonly List<string> names = [];

    public static IReadOnlyList<string> In(TSqlFragment fragment)
    {
        var visitor = new AssignedVariables();
        fragment.Accept(visitor);
        return visitor.names;
    }

    /// <summary>`SELECT @a = …, @b = …`.</summary>
    public static IEnumerable<SelectSetVariable> Elements(SelectStatement select) =>
        (select.QueryExpression as QuerySpecification)?.SelectElements.OfType<SelectSetVariable>() ?? [];

    /// <summary>`EXEC @result = procedure @argument OUTPUT`.</summary>
    public static IEnumerable<string> ByExecute(ExecuteSpecification execute)
    {
        if (execute.Variable is not null) yield return execute.Variable.Name;
        foreach (var argument in execute.ExecutableEntity?.Parameters ?? [])
            if (argument is { IsOutput: true, ParameterValue: VariableReference variable }) yield return variable.Name;
    }

    public override void Visit(SetVariableStatement node) => names.Add(node.Variable.Name);

    public override void Visit(SelectSetVariable node) => names.Add(node.Variable.Name);

    public override void Visit(FetchCursorStatement node) => names.AddRange(node.IntoVariables.Select(variable => variable.Name));

    public override void Visit(ExecuteSpecification node) => names.AddRange(ByExecute(node));
}
