// CREATE LOGIN and ALTER LOGIN.
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Facts;

internal static class LoginFacts
{
    public static StatementFact Create(CreateLoginStatement create)
    {
        var fact = new StatementFact { Verb = "CREATE LOGIN", Name = create.Name.Value };
        return create.Source switch
        {
            PasswordCreateLoginSource source => fact with { Source = "PASSWORD", Options = PrincipalOptions.OfLogin(source) },
            WindowsCreateLoginSource source => fact with { Source = "WINDOWS", Options = PrincipalOptions.Of(source.Options) },
            ExternalCreateLoginSource source => fact with { Source = "EXTERNAL PROVIDER", Options = PrincipalOptions.Of(source.Options) },
            CertificateCreateLoginSource source => fact with
            {
                Source = "CERTIFICATE",
                SourceName = source.Certificate.Value,
                Options = PrincipalOptions.OfCredential(source.Credential),
            },
            AsymmetricKeyCreateLoginSource source => fact with
            {
                Source = "ASYMMETRIC KEY",
                SourceName = source.Key.Value,
                Options = PrincipalOptions.OfCredential(source.Credential),
            },
            var other => throw new InvalidDataException($"A login source without a word: {other?.GetType().Name}."),
        };
    }

    public static StatementFact Alter(AlterLoginStatement alter)
    {
        var fact = new StatementFact { Verb = "ALTER LOGIN", Name = alter.Name.Value };
        return alter switch
        {
            AlterLoginEnableDisableStatement change => fact with { Verb = change.IsEnable ? "ALTER LOGIN ENABLE" : "ALTER LOGIN DISABLE" },
            AlterLoginAddDropCredentialStatement change => fact with
            {
                Verb = change.IsAdd ? "ALTER LOGIN ADD CREDENTIAL" : "ALTER LOGIN DROP CREDENTIAL",
                Member = change.CredentialName.Value,
            },
            AlterLoginOptionsStatement change => fact with { Options = PrincipalOptions.Of(change.Options) },
            _ => throw new InvalidDataException($"An ALTER LOGIN without a word: {alter.GetType().Name}."),
        };
    }
}
