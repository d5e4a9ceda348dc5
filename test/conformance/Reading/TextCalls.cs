// Finds the texts that an EXEC runs: EXEC(N'…'), sp_executesql, EXEC @procedure N'…', the product's wrappers.
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Folding;

namespace Regrant.Conformance.Reading;

internal static class TextCalls
{
    public static TextCall? Of(ExecuteSpecification execute, Folder folder) => execute.ExecutableEntity switch
    {
        ExecutableStringList list => new TextCall("EXEC", Join(list, folder)),
        ExecutableProcedureReference call => OfProcedure(call, folder),
        _ => null,
    };

    /// <summary>EXEC(a + b) is not cut at 4000 characters, unlike the same in an expression.</summary>
    private static Constant Join(ExecutableStringList list, Folder folder) =>
        list.Strings.Select(folder.Fold).Aggregate(
            Constant.Of(new SqlText("", National: true, Max: true)),
            (text, next) => text.Concatenate(next));

    private static TextCall? OfProcedure(ExecutableProcedureReference call, Folder folder)
    {
        if (call.ProcedureReference?.ProcedureVariable is { } variable)
            return OfVariable(variable, call, folder);
        var name = call.ProcedureReference?.ProcedureReference?.Name;
        if (name is null) return null;
        return OfName(name.BaseIdentifier.Value, name.DatabaseIdentifier?.Value, call, folder);
    }

    private static TextCall? OfName(string name, string? database, ExecutableProcedureReference call, Folder folder)
    {
        if (name.Equals("sp_executesql", StringComparison.OrdinalIgnoreCase))
            return new TextCall(name, folder.Fold(Statement(call)), database);
        if (Wrappers.RunLastArgument.Contains(name))
            return new TextCall(name, Argument(call, ^1, folder), Number: NumberOf(call), Unless: Wrappers.GuardAt.TryGetValue(name, out var guard) ? Argument(call, guard, folder) : null);
        if (name.StartsWith(Wrappers.Prefix, StringComparison.OrdinalIgnoreCase) && !Wrappers.RunNothing.Contains(name))
            return new TextCall(name, Constant.Unknown("a wrapper procedure this tool does not know"));
        return null;
    }

    /// <summary>The procedure's name is in a variable: read where known, else its first text is taken to be T-SQL.</summary>
    private static TextCall? OfVariable(VariableReference variable, ExecutableProcedureReference call, Folder folder)
    {
        var names = folder.Variables.Get(variable.Name);
        if (names.IsKnown && names.Values is [{ } name] && ProcedureName.Read(name.Value) is { } read)
            return OfName(read.Name, read.Database, call, folder);
        return new TextCall($"EXEC {variable.Name}", folder.Fold(Statement(call)));
    }

    private static ScalarExpression? Statement(ExecutableProcedureReference call) =>
        (call.Parameters.FirstOrDefault(argument => argument.Variable?.Name is "@stmt" or "@statement") ?? call.Parameters.FirstOrDefault())
            ?.ParameterValue;

    private static Constant Argument(ExecutableProcedureReference call, Index index, Folder folder)
    {
        var position = index.GetOffset(call.Parameters.Count);
        return position >= 0 && position < call.Parameters.Count
            ? folder.Fold(call.Parameters[position].ParameterValue)
            : Constant.Unknown("an argument that is not there");
    }

    private static int? NumberOf(ExecutableProcedureReference call) =>
        call.Parameters.FirstOrDefault()?.ParameterValue is IntegerLiteral number ? int.Parse(number.Value, null) : null;
}
