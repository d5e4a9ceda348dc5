// The WITH options of logins and users, as words and values; a switch without a value is ON.
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Facts;

internal static class PrincipalOptions
{
    private const string On = "ON";

    public static IReadOnlyDictionary<string, string>? Of(IEnumerable<PrincipalOption> options)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in options) Add(read, option);
        return read.Count == 0 ? null : read;
    }

    public static IReadOnlyDictionary<string, string> OfLogin(PasswordCreateLoginSource source)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        AddPassword(read, source.Password, source.Hashed, source.MustChange);
        foreach (var option in source.Options) Add(read, option);
        return read;
    }

    public static IReadOnlyDictionary<string, string>? OfCredential(Identifier? credential) =>
        credential is null ? null : new Dictionary<string, string> { ["CREDENTIAL"] = credential.Value };

    private static void Add(Dictionary<string, string> read, PrincipalOption option)
    {
        switch (option)
        {
            case PasswordAlterPrincipalOption password:
                AddPassword(read, password.Password, password.Hashed, password.MustChange);
                if (password.OldPassword is not null) read["OLD_PASSWORD"] = password.OldPassword.Value;
                if (password.Unlock) read["UNLOCK"] = On;
                break;
            case LiteralPrincipalOption literal:
                read[Word(option)] = literal.Value.Value;
                break;
            case IdentifierPrincipalOption name:
                read[Word(option)] = name.Identifier.Value;
                break;
            case OnOffPrincipalOption state:
                read[Word(option)] = state.OptionState == OptionState.On ? On : "OFF";
                break;
            default:
                read[Word(option)] = On;
                break;
        }
    }

    private static void AddPassword(Dictionary<string, string> read, Literal password, bool hashed, bool mustChange)
    {
        read["PASSWORD"] = password.Value;
        if (hashed) read["HASHED"] = On;
        if (mustChange) read["MUST_CHANGE"] = On;
    }

    private static string Word(PrincipalOption option) => option.OptionKind switch
    {
        PrincipalOptionKind.CheckExpiration => "CHECK_EXPIRATION",
        PrincipalOptionKind.CheckPolicy => "CHECK_POLICY",
        PrincipalOptionKind.Credential => "CREDENTIAL",
        PrincipalOptionKind.DefaultDatabase => "DEFAULT_DATABASE",
        PrincipalOptionKind.DefaultLanguage => "DEFAULT_LANGUAGE",
        PrincipalOptionKind.DefaultSchema => "DEFAULT_SCHEMA",
        PrincipalOptionKind.Login => "LOGIN",
        PrincipalOptionKind.Name => "NAME",
        PrincipalOptionKind.NoCredential => "NO CREDENTIAL",
        PrincipalOptionKind.Object_ID => "OBJECT_ID",
        PrincipalOptionKind.Password => "PASSWORD",
        PrincipalOptionKind.Sid => "SID",
        PrincipalOptionKind.Type => "TYPE",
        _ => throw new InvalidDataException($"An option without a word: {option.OptionKind}."),
    };
}
