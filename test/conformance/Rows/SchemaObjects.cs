// What every object of a schema has: its id, schema, owner and type.
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class SchemaObjects
{
    private readonly Draft draft;
    private readonly Principals principals;
    private readonly Dictionary<string, int> owners = new(StringComparer.OrdinalIgnoreCase);

    public SchemaObjects(Draft draft, Principals principals)
    {
        (this.draft, this.principals) = (draft, principals);
        foreach (var statement in draft.Schema.Positions.All<AlterAuthorizationStatement>()) Own(statement);
    }

    /// <summary>The columns of an object with a name of its own.</summary>
    public Row Columns(TSqlObject element, string type) => Columns(element, type, element.Name.Parts[0]);

    public Row Columns(TSqlObject element, string type, string schema) => new()
    {
        ["object_id"] = draft.Ids.Object(element),
        ["name"] = element.Simple(),
        ["schema_id"] = principals.Schema(schema),
        ["principal_id"] = OwnerOf(element),
        ["parent_object_id"] = 0,
        ["type"] = type,
    };

    /// <summary>The columns of a part of a table, in the table's schema; `name` where the system gives it.</summary>
    public Row Part(TSqlObject element, TSqlObject parent, string type, string name) => new()
    {
        ["object_id"] = draft.Ids.Object(element),
        ["name"] = name,
        ["schema_id"] = principals.Schema(parent.Name.Parts[0]),
        ["principal_id"] = null,
        ["parent_object_id"] = draft.Ids.Object(parent),
        ["type"] = type,
    };

    /// <summary>The owner that was given to an object or type; null where it is its schema's.</summary>
    public int? OwnerOf(TSqlObject element) => owners.TryGetValue(string.Join('\u0001', element.Name.Parts), out var owner) ? owner : null;

    private void Own(AlterAuthorizationStatement statement)
    {
        if (statement.ToSchemaOwner || statement.PrincipalName is null) return;
        var parts = statement.SecurityTargetObject.ObjectName.MultiPartIdentifier.Identifiers.Select(part => part.Value);
        owners[string.Join('\u0001', parts)] = principals.Principal(statement.PrincipalName.Value);
    }
}
