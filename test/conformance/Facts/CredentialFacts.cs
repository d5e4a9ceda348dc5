// Credentials, the server's and a database's.
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Facts;

internal static class CredentialFacts
{
    public static StatementFact Of(CredentialStatement statement)
    {
        var noun = statement.IsDatabaseScoped ? "DATABASE SCOPED CREDENTIAL" : "CREDENTIAL";
        return new StatementFact
        {
            Verb = statement is CreateCredentialStatement ? $"CREATE {noun}" : $"ALTER {noun}",
            Name = statement.Name.Value,
            SourceName = (statement as CreateCredentialStatement)?.CryptographicProviderName?.Value,
            Options = Options(statement),
        };
    }

    private static Dictionary<string, string> Options(CredentialStatement statement)
    {
        var options = new Dictionary<string, string> { ["IDENTITY"] = statement.Identity.Value };
        if (statement.Secret is not null) options["SECRET"] = statement.Secret.Value;
        return options;
    }
}
