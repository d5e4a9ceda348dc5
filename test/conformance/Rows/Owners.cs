// Who owns an object or type that was given to somebody.
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class Owners
{
    private readonly Dictionary<string, string> owners = new(StringComparer.OrdinalIgnoreCase);

    public Owners(SourcePositions positions)
    {
        foreach (var statement in positions.All<AlterAuthorizationStatement>())
        {
            var name = Key(statement.SecurityTargetObject.ObjectName.MultiPartIdentifier.Identifiers.Select(part => part.Value));
            if (statement.PrincipalName is { } owner && !statement.ToSchemaOwner) owners[name] = owner.Value;
            else owners.Remove(name);
        }
    }

    /// <summary>The owner's name; null where it is the schema's.</summary>
    public string? Of(TSqlObject element) => owners.GetValueOrDefault(Key(element.Name.Parts));

    private static string Key(IEnumerable<string> parts) => string.Join('\u0001', parts);
}
