// CREATE USER and ALTER USER.
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Facts;

internal static class UserFacts
{
    public static StatementFact Create(CreateUserStatement create) => new()
    {
        Verb = "CREATE USER",
        Name = create.Name.Value,
        Source = create.UserLoginOption is null ? null : Word(create.UserLoginOption.UserLoginOptionType),
        SourceName = create.UserLoginOption?.Identifier?.Value,
        Options = PrincipalOptions.Of(create.UserOptions),
    };

    public static StatementFact Alter(AlterUserStatement alter) => new()
    {
        Verb = "ALTER USER",
        Name = alter.Name.Value,
        Options = PrincipalOptions.Of(alter.UserOptions),
    };

    private static string Word(UserLoginOptionType type) => type switch
    {
        UserLoginOptionType.Login => "LOGIN",
        UserLoginOptionType.Certificate => "CERTIFICATE",
        UserLoginOptionType.AsymmetricKey => "ASYMMETRIC KEY",
        UserLoginOptionType.WithoutLogin => "WITHOUT LOGIN",
        UserLoginOptionType.External => "EXTERNAL PROVIDER",
        _ => throw new InvalidDataException($"A user's source without a word: {type}."),
    };
}
