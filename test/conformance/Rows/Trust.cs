// Whether constraints are trusted: the model does not say, the statements do, in their order.
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class Trust
{
    private readonly Dictionary<string, bool> said = new(StringComparer.OrdinalIgnoreCase);

    public Trust(SourcePositions positions)
    {
        foreach (var statement in positions.All<AlterTableConstraintModificationStatement>()) Note(statement);
    }

    /// <summary>Also one that is disabled, or left out by replication.</summary>
    public bool IsUntrusted(TSqlObject constraint, SourcePositions positions)
    {
        if (constraint.Named("Disabled") is true || constraint.Named("NotForReplication") is true) return true;
        if (constraint.Name.HasName && said.TryGetValue(string.Join('.', constraint.Name.Parts), out var isTrusted)) return !isTrusted;
        return positions.Find<AlterTableAddTableElementStatement>(constraint)?.ExistingRowsCheckEnforcement == ConstraintEnforcement.NoCheck;
    }

    // NOCHECK takes trust away; CHECK gives it back only when the rows are looked at.
    private void Note(AlterTableConstraintModificationStatement statement)
    {
        var schema = statement.SchemaObjectName.SchemaIdentifier?.Value ?? "dbo";
        foreach (var name in statement.ConstraintNames.Select(name => $"{schema}.{name.Value}"))
        {
            if (statement.ConstraintEnforcement == ConstraintEnforcement.NoCheck) said[name] = false;
            else if (statement.ExistingRowsCheckEnforcement == ConstraintEnforcement.Check) said[name] = true;
        }
    }
}
