// Visits one parsed text in the order it would run in: hands on its statements, follows its variables through
// IF, WHILE and TRY, and has the texts it runs read in turn.
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Folding;

namespace Regrant.Conformance.Reading;

internal sealed class TextVisitor(ScriptReader reader, TextContext context) : TSqlFragmentVisitor
{
    private readonly List<string> guards = [.. context.Guards];
    private readonly List<Step> modules = [];
    private Folder folder = new(new Variables());

    public string? Database { get; private set; } = context.Database;

    public override void ExplicitVisit(TSqlBatch node)
    {
        folder = new Folder(new Variables());
        base.ExplicitVisit(node);
    }

    public override void Visit(TSqlStatement node)
    {
        if (reader.Observer is null) return;
        var place = new Place(context.ScriptLine(node.StartLine), PathHere(), [.. guards], Database);
        reader.Observer.Statement(node, place, folder);
    }

    public override void ExplicitVisit(UseStatement node)
    {
        Database = node.DatabaseName.Value;
        Visit((TSqlStatement)node);
    }

    public override void ExplicitVisit(IfStatement node)
    {
        var predicate = SourceText.Of(node.Predicate);
        var before = folder.Variables.Remember();
        Guarded(predicate, node.ThenStatement);
        var then = folder.Variables.Remember();
        folder.Variables.Return(before);
        if (node.ElseStatement is not null) Guarded($"NOT ({predicate})", node.ElseStatement);
        folder.Variables.Join(then);
    }

    public override void ExplicitVisit(WhileStatement node)
    {
        folder.Variables.Forget(AssignedVariables.In(node.Statement), "a variable set in a loop");
        Guarded(SourceText.Of(node.Predicate), node.Statement);
        folder.Variables.Forget(AssignedVariables.In(node.Statement), "a variable set in a loop");
    }

    public override void ExplicitVisit(TryCatchStatement node)
    {
        var before = folder.Variables.Remember();
        node.TryStatements?.Accept(this);
        folder.Variables.Join(before);
        node.CatchStatements?.Accept(this);
        folder.Variables.Join(before);
    }

    public override void ExplicitVisit(DeclareVariableElement node) =>
        folder.Variables.Declare(node.VariableName.Value, node.DataType, folder.Fold(node.Value));

    public override void ExplicitVisit(ProcedureParameter node) =>
        folder.Variables.Declare(node.VariableName.Value, null, Constant.Unknown($"the parameter {node.VariableName.Value}"));

    public override void ExplicitVisit(SetVariableStatement node) => Assign(node.Variable, node.AssignmentKind, node.Expression);

    public override void ExplicitVisit(SelectStatement node)
    {
        var constant = node.QueryExpression is QuerySpecification { FromClause: null };
        foreach (var variable in AssignedVariables.Elements(node))
        {
            if (constant) Assign(variable.Variable, variable.AssignmentKind, variable.Expression);
            else folder.Variables.Set(variable.Variable.Name, Constant.Unknown("a column"));
        }
        Visit((TSqlStatement)node);
    }

    public override void ExplicitVisit(FetchCursorStatement node) =>
        folder.Variables.Forget(node.IntoVariables.Select(variable => variable.Name), "a column");

    public override void ExplicitVisit(ExecuteSpecification node)
    {
        SetWrapperDatabase(node);
        if (TextCalls.Of(node, folder) is { } call) reader.ReadCall(call, Inside(call, node));
        folder.Variables.Forget(AssignedVariables.ByExecute(node), "what a procedure gives");
    }

    public override void ExplicitVisit(CreateProcedureStatement node) => Module(node, "CREATE PROCEDURE", node.ProcedureReference.Name);

    public override void ExplicitVisit(AlterProcedureStatement node) => Module(node, "ALTER PROCEDURE", node.ProcedureReference.Name);

    public override void ExplicitVisit(CreateOrAlterProcedureStatement node) => Module(node, "CREATE OR ALTER PROCEDURE", node.ProcedureReference.Name);

    public override void ExplicitVisit(CreateFunctionStatement node) => Module(node, "CREATE FUNCTION", node.Name);

    public override void ExplicitVisit(CreateTriggerStatement node) => Module(node, "CREATE TRIGGER", node.Name);

    /// <summary>A body runs later: its statements are reported as inside it, with variables of their own.</summary>
    private void Module(TSqlStatement node, string verb, SchemaObjectName name)
    {
        Visit(node);
        var around = folder;
        folder = new Folder(new Variables());
        modules.Add(new Step($"{verb} {name.BaseIdentifier.Value}", context.LineHere(node.StartLine)));
        node.AcceptChildren(this);
        modules.RemoveAt(modules.Count - 1);
        folder = around;
    }

    private Step[] PathHere() => [.. context.Path, .. modules];

    /// <summary>The context of a text that this one runs.</summary>
    private TextContext Inside(TextCall call, ExecuteSpecification node) => new(
        [.. PathHere(), new Step(call.Via, context.LineHere(node.StartLine), call.Number)],
        [.. guards],
        call.Database ?? (Wrappers.RunLastArgument.Contains(call.Via) ? reader.WrapperDatabase : null) ?? Database,
        0,
        context.ScriptLine(node.StartLine));

    private void Guarded(string guard, TSqlStatement statement)
    {
        guards.Add(guard);
        statement.Accept(this);
        guards.RemoveAt(guards.Count - 1);
    }

    private void Assign(VariableReference variable, AssignmentKind kind, ScalarExpression? expression)
    {
        var value = folder.Fold(expression);
        folder.Variables.Set(variable.Name, kind switch
        {
            AssignmentKind.Equals => value,
            AssignmentKind.AddEquals => folder.Variables.Get(variable.Name).Concatenate(value),
            _ => Constant.Unknown($"an assignment ({kind})"),
        });
    }

    private void SetWrapperDatabase(ExecuteSpecification node)
    {
        if (node.ExecutableEntity is not ExecutableProcedureReference call) return;
        if (call.ProcedureReference?.ProcedureReference?.Name.BaseIdentifier.Value != Wrappers.Database) return;
        var name = folder.Fold(call.Parameters.FirstOrDefault()?.ParameterValue);
        if (name.Values is [var database]) reader.WrapperDatabase = database?.Value;
        else reader.Unresolved.Add(new Unresolved(context.ScriptLine(node.StartLine), PathHere(), Wrappers.Database, name.Reason ?? "several values"));
    }
}
