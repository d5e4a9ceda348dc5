// DROP of principals, schemas and credentials.
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Facts;

internal static class DropFacts
{
    public static StatementFact? Of(TSqlStatement statement) => statement switch
    {
        DropLoginStatement drop => Of("DROP LOGIN", drop),
        DropUserStatement drop => Of("DROP USER", drop),
        DropServerRoleStatement drop => Of("DROP SERVER ROLE", drop),
        DropRoleStatement drop => Of("DROP ROLE", drop),
        DropApplicationRoleStatement drop => Of("DROP APPLICATION ROLE", drop),
        DropCredentialStatement drop => Of(drop.IsDatabaseScoped ? "DROP DATABASE SCOPED CREDENTIAL" : "DROP CREDENTIAL", drop),
        DropSchemaStatement drop => new StatementFact
        {
            Verb = "DROP SCHEMA",
            Name = drop.Schema.BaseIdentifier.Value,
            IfExists = drop.IsIfExists,
        },
        _ => null,
    };

    private static StatementFact Of(string verb, DropUnownedObjectStatement drop) =>
        new() { Verb = verb, Name = drop.Name.Value, IfExists = drop.IsIfExists };
}
