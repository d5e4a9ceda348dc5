using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Facts;

/// <summary>Statements that carry others, compute or print, and change nothing of a server's security.</summary>
internal static class Plumbing
{
    public static bool Is(TSqlStatement statement) => statement
        is BeginEndBlockStatement
        or ExecuteStatement { ExecuteSpecification.ExecutableEntity: ExecutableStringList }
        or DeclareVariableStatement
        or SelectStatement
        or PredicateSetStatement
        or PrintStatement
        or RaiseErrorStatement
        or ThrowStatement
        or ReturnStatement;
}
