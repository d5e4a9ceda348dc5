// GRANT, DENY, REVOKE, ALTER AUTHORIZATION and ALTER SCHEMA … TRANSFER.
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Facts;

internal static class PermissionFacts
{
    public static StatementFact Grant(GrantStatement grant) =>
        Common("GRANT", grant) with { WithGrantOption = grant.WithGrantOption };

    public static StatementFact Deny(DenyStatement deny) =>
        Common("DENY", deny) with { Cascade = deny.CascadeOption };

    public static StatementFact Revoke(RevokeStatement revoke) =>
        Common("REVOKE", revoke) with { GrantOptionFor = revoke.GrantOptionFor, Cascade = revoke.CascadeOption };

    public static StatementFact AlterAuthorization(AlterAuthorizationStatement alter) => new()
    {
        Verb = "ALTER AUTHORIZATION",
        Securable = Securable(alter.SecurityTargetObject),
        Owner = alter.ToSchemaOwner ? null : alter.PrincipalName.Value,
        Options = alter.ToSchemaOwner ? new Dictionary<string, string> { ["SCHEMA OWNER"] = "ON" } : null,
    };

    /// <summary>What is moved is an object where no class is written.</summary>
    public static StatementFact AlterSchema(AlterSchemaStatement alter) => new()
    {
        Verb = "ALTER SCHEMA",
        Name = alter.Name.Value,
        Securable = new SecurablePart(
            SecurableWord.Of(alter.ObjectKind) ?? "OBJECT",
            [.. alter.ObjectName.Identifiers.Select(part => part.Value)],
            null),
    };

    private static StatementFact Common(string verb, Microsoft.SqlServer.TransactSql.ScriptDom.SecurityStatement statement) => new()
    {
        Verb = verb,
        Permissions = [.. statement.Permissions.Select(Permission)],
        Securable = Securable(statement.SecurityTargetObject),
        Principals = [.. statement.Principals.Select(Principal)],
        Grantor = statement.AsClause?.Value,
    };

    private static PermissionPart Permission(Permission permission) =>
        new(string.Join(' ', permission.Identifiers.Select(word => word.Value)), Names.OrNull(permission.Columns));

    private static SecurablePart? Securable(SecurityTargetObject? target) => target is null
        ? null
        : new SecurablePart(
            SecurableWord.Of(target.ObjectKind),
            [.. target.ObjectName.MultiPartIdentifier.Identifiers.Select(part => part.Value)],
            Names.OrNull(target.Columns));

    private static string Principal(SecurityPrincipal principal) => principal.PrincipalType switch
    {
        PrincipalType.Public => "public",
        PrincipalType.Null => "null",
        _ => principal.Identifier.Value,
    };
}
