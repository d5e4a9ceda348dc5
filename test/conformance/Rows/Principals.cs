// Schemas, and the users and roles that own them: sys.schemas, sys.database_principals, sys.database_role_members.
using Microsoft.SqlServer.Dac.Model;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class Principals
{
    private const int FirstOwn = 5;
    private static readonly Dictionary<string, int> Shipped = new(StringComparer.OrdinalIgnoreCase)
    {
        ["public"] = 0, ["dbo"] = 1, ["guest"] = 2, ["INFORMATION_SCHEMA"] = 3, ["sys"] = 4, ["db_owner"] = 16384,
        ["db_accessadmin"] = 16385, ["db_securityadmin"] = 16386, ["db_ddladmin"] = 16387, ["db_backupoperator"] = 16389,
        ["db_datareader"] = 16390, ["db_datawriter"] = 16391, ["db_denydatareader"] = 16392, ["db_denydatawriter"] = 16393,
    };

    private readonly Draft draft;

    public Principals(Draft draft)
    {
        this.draft = draft;
        foreach (var user in draft.Ordered(User.TypeClass)) AddPrincipal(user, "S", Schema(user.One(User.DefaultSchema)?.Simple() ?? "dbo"));
        foreach (var role in draft.Ordered(Role.TypeClass)) AddPrincipal(role, "R", null);
        foreach (var schema in draft.Ordered(Microsoft.SqlServer.Dac.Model.Schema.TypeClass)) AddSchema(schema);
        foreach (var membership in draft.Ordered(RoleMembership.TypeClass)) AddMember(membership);
    }

    /// <summary>The id of a user or role; dbo's where nothing of that name is there.</summary>
    public int Principal(string name) =>
        Shipped.TryGetValue(name, out var shipped) ? shipped : draft.Ids.Number("principal", name, FirstOwn);

    public int Schema(string name) =>
        Shipped.TryGetValue(name, out var shipped) && name != "public" ? shipped : draft.Ids.Number("schema", name, FirstOwn);

    private void AddPrincipal(TSqlObject principal, string type, int? schema) => draft.Add("sys.database_principals", new Row
    {
        ["principal_id"] = Principal(principal.Simple()),
        ["name"] = principal.Simple(),
        ["type"] = type,
        ["default_schema_name"] = schema is null ? null : principal.One(User.DefaultSchema)?.Simple() ?? "dbo",
        ["owning_principal_id"] = type == "R" ? Principal(principal.One(Role.Authorizer)?.Simple() ?? "dbo") : null,
    });

    private void AddSchema(TSqlObject schema) => draft.Add("sys.schemas", new Row
    {
        ["schema_id"] = Schema(schema.Simple()),
        ["name"] = schema.Simple(),
        ["principal_id"] = Principal(schema.One(Microsoft.SqlServer.Dac.Model.Schema.Authorizer)?.Simple() ?? "dbo"),
    });

    private void AddMember(TSqlObject membership) => draft.Add("sys.database_role_members", new Row
    {
        ["role_principal_id"] = Principal(membership.One(RoleMembership.Role)?.Simple() ?? ""),
        ["member_principal_id"] = Principal(membership.One(RoleMembership.Member)?.Simple() ?? ""),
    });
}
