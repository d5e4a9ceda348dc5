// Roles, server roles and application roles.
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Facts;

internal static class RoleFacts
{
    public static StatementFact Of(RoleStatement statement)
    {
        var noun = statement is CreateServerRoleStatement or AlterServerRoleStatement ? "SERVER ROLE" : "ROLE";
        var name = statement.Name.Value;
        return statement switch
        {
            CreateRoleStatement create => new StatementFact { Verb = $"CREATE {noun}", Name = name, Owner = create.Owner?.Value },
            AlterRoleStatement alter => OfAction($"ALTER {noun}", name, alter.Action),
            _ => throw new InvalidDataException($"A role statement without a word: {statement.GetType().Name}."),
        };
    }

    public static StatementFact OfApplication(string verb, ApplicationRoleStatement statement) => new()
    {
        Verb = $"{verb} APPLICATION ROLE",
        Name = statement.Name.Value,
        Options = statement.ApplicationRoleOptions.ToDictionary(Word, option => option.Value.Value),
    };

    private static StatementFact OfAction(string verb, string name, AlterRoleAction action) => action switch
    {
        AddMemberAlterRoleAction add => new StatementFact { Verb = $"{verb} ADD MEMBER", Name = name, Member = add.Member.Value },
        DropMemberAlterRoleAction drop => new StatementFact { Verb = $"{verb} DROP MEMBER", Name = name, Member = drop.Member.Value },
        RenameAlterRoleAction rename => new StatementFact { Verb = verb, Name = name, NewName = rename.NewName.Value },
        _ => throw new InvalidDataException($"A role action without a word: {action.GetType().Name}."),
    };

    private static string Word(ApplicationRoleOption option) => option.OptionKind switch
    {
        ApplicationRoleOptionKind.Name => "NAME",
        ApplicationRoleOptionKind.DefaultSchema => "DEFAULT_SCHEMA",
        ApplicationRoleOptionKind.Login => "LOGIN",
        ApplicationRoleOptionKind.Password => "PASSWORD",
        _ => throw new InvalidDataException($"An option without a word: {option.OptionKind}."),
    };
}
