// ALTER DATABASE … SET.
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Reading;

namespace Regrant.Conformance.Facts;

internal static class DatabaseFacts
{
    public static StatementFact Set(AlterDatabaseSetStatement alter)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in alter.Options)
        {
            var (word, value) = option is OnOffDatabaseOption state ? OnOff(state) : Split(SourceText.Of(option));
            options[word] = value;
        }
        if (alter.Termination is not null) options["TERMINATION"] = SourceText.Of(alter.Termination);
        return new StatementFact { Verb = "ALTER DATABASE SET", Name = alter.UseCurrent ? null : alter.DatabaseName.Value, Options = options };
    }

    /// <summary>The parser's fragment of such an option is ON or OFF alone.</summary>
    private static (string Word, string Value) OnOff(OnOffDatabaseOption option) =>
        (Word(option.OptionKind), option.OptionState == OptionState.On ? "ON" : "OFF");

    private static string Word(DatabaseOptionKind kind) => kind switch
    {
        DatabaseOptionKind.Trustworthy => "TRUSTWORTHY",
        DatabaseOptionKind.DBChaining => "DB_CHAINING",
        _ => kind.ToString(),
    };

    /// <summary>`ENABLE_BROKER` and `CONTAINMENT = PARTIAL`: the word, and its value or ON.</summary>
    private static (string Word, string Value) Split(string option)
    {
        var parts = option.Split([' ', '=', '\t', '\r', '\n'], 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return (parts[0], parts.Length > 1 ? parts[1] : "ON");
    }
}
