// Which statements Microsoft's model holds; all others are left out of it and told.
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Schema;

internal static class HeldStatement
{
    private static readonly HashSet<string> Procedures = new(StringComparer.OrdinalIgnoreCase)
    {
        "sp_addextendedproperty", "sp_bindefault", "sp_bindrule", "sp_settriggerorder", "sp_tableoption",
        "sp_addrolemember", "sp_addtype", "sp_procoption",
    };

    /// <summary>Why a statement is left out of the model; null where the model takes it.</summary>
    public static string? WhyNot(TSqlStatement statement) => statement switch
    {
        ExecuteStatement call => Procedures.Contains(ProcedureOf(call)) ? null : $"EXEC {ProcedureOf(call)}",
        SetCommandStatement or PredicateSetStatement or UseStatement => "",
        _ => Kinds(statement),
    };

    private static string? Kinds(TSqlStatement statement) => statement switch
    {
        CreateDatabaseStatement => "CREATE DATABASE",
        IfStatement or BeginEndBlockStatement or WhileStatement or DeclareVariableStatement or PrintStatement
            or RaiseErrorStatement or TryCatchStatement or SetVariableStatement => "what a script runs beside its objects",
        DataModificationStatement or SelectStatement or BulkInsertStatement or TruncateTableStatement => "data",
        DropObjectsStatement or DropIndexStatement or DropSchemaStatement => "DROP",
        BeginTransactionStatement or CommitTransactionStatement or RollbackTransactionStatement => "a transaction",
        UpdateStatisticsStatement or CheckpointStatement or DbccStatement => "upkeep",
        _ => null,
    };

    /// <summary>The last part of the name of the procedure that is run; empty for a text.</summary>
    public static string ProcedureOf(ExecuteStatement call) =>
        call.ExecuteSpecification.ExecutableEntity is ExecutableProcedureReference { ProcedureReference.ProcedureReference.Name: { } name }
            ? name.BaseIdentifier.Value
            : "";
}
