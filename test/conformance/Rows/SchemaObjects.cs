// What every object of a schema has: its id, schema, owner and type.
using Microsoft.SqlServer.Dac.Model;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class SchemaObjects
{
    private readonly Draft draft;
    private readonly Principals principals;
    private readonly Owners owners;

    public SchemaObjects(Draft draft, Principals principals)
    {
        (this.draft, this.principals) = (draft, principals);
        owners = new Owners(draft.Schema.Positions);
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
    public int? OwnerOf(TSqlObject element) => owners.Of(element) is { } owner ? principals.Principal(owner) : null;
}
