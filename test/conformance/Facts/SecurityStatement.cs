// The table of security statements: which syntax tree becomes which fact. Null for everything else.
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Folding;

namespace Regrant.Conformance.Facts;

internal static class SecurityStatement
{
    public static StatementFact? Describe(TSqlStatement statement, Folder folder) => statement switch
    {
        GrantStatement grant => PermissionFacts.Grant(grant),
        DenyStatement deny => PermissionFacts.Deny(deny),
        RevokeStatement revoke => PermissionFacts.Revoke(revoke),
        AlterAuthorizationStatement alter => PermissionFacts.AlterAuthorization(alter),
        CreateLoginStatement create => LoginFacts.Create(create),
        AlterLoginStatement alter => LoginFacts.Alter(alter),
        CreateUserStatement create => UserFacts.Create(create),
        AlterUserStatement alter => UserFacts.Alter(alter),
        RoleStatement role => RoleFacts.Of(role),
        CreateApplicationRoleStatement create => RoleFacts.OfApplication("CREATE", create),
        AlterApplicationRoleStatement alter => RoleFacts.OfApplication("ALTER", alter),
        CreateSchemaStatement create => new StatementFact
        {
            Verb = "CREATE SCHEMA",
            Name = create.Name?.Value,
            Owner = create.Owner?.Value,
        },
        AlterSchemaStatement alter => PermissionFacts.AlterSchema(alter),
        UseStatement use => new StatementFact { Verb = "USE", Name = use.DatabaseName.Value },
        CredentialStatement credential => CredentialFacts.Of(credential),
        DropUnownedObjectStatement or DropSchemaStatement => DropFacts.Of(statement),
        AlterDatabaseSetStatement alter => DatabaseFacts.Set(alter),
        ReconfigureStatement reconfigure => new StatementFact
        {
            Verb = "RECONFIGURE",
            Options = reconfigure.WithOverride ? new Dictionary<string, string> { ["OVERRIDE"] = "ON" } : null,
        },
        ExecuteStatement execute => ProcedureFacts.Of(execute, folder),
        _ => null,
    };
}
