// `parse`: whether a script and every text it runs parse, for each version asked.
using Regrant.Conformance.Reading;

namespace Regrant.Conformance;

internal static class ParseCommand
{
    public static ParseAnswer Answer(ScriptInput input)
    {
        var script = input.ReadText();
        var years = (input.Versions ?? ParserVersion.Years).Select(ParserVersion.YearOf).ToList();
        return new ParseAnswer(input.Id, Workers.Map(years, year => Parse(script, year, input)));
    }

    private static VersionAnswer Parse(string script, int year, ScriptInput input)
    {
        var reader = new ScriptReader(ParserVersion.Create(year, input.QuotedIdentifiers));
        reader.ReadScript(script, input.PlainSplit);
        return new VersionAnswer(year, reader.Texts, reader.Problems, reader.Unresolved);
    }
}
