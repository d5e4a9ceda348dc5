// `facts`: the security statements of a script, in order, as Microsoft's parser understood them.
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Folding;
using Regrant.Conformance.Reading;

namespace Regrant.Conformance.Facts;

internal static class FactsCommand
{
    public static FactsAnswer Answer(ScriptInput input)
    {
        var year = ParserVersion.YearOf(input.Versions is [.., var last] ? last : ParserVersion.Years[^1]);
        return Workers.Map([year], _ => Read(input, year))[0];
    }

    private static FactsAnswer Read(ScriptInput input, int year)
    {
        var collector = new Collector();
        var reader = new ScriptReader(ParserVersion.Create(year, input.QuotedIdentifiers), collector);
        reader.ReadScript(input.ReadText(), input.PlainSplit);
        return new FactsAnswer(input.Id, year, collector.Facts, reader.Problems, reader.Unresolved);
    }

    private sealed class Collector : IScriptObserver
    {
        public List<StatementFact> Facts { get; } = [];

        public void Statement(TSqlStatement statement, Place place, Folder folder)
        {
            var fact = SecurityStatement.Describe(statement, folder) ?? Other(statement, place);
            if (fact is not null)
                Facts.Add(fact with { Line = place.Line, Path = place.Path, Guards = place.Guards, Database = fact.Database ?? place.Database });
        }

        /// <summary>A text that is run must not hold something unseen: what is no security statement is named.</summary>
        private static StatementFact? Other(TSqlStatement statement, Place place) =>
            place.Path.Count == 0 || Plumbing.Is(statement) || place.Path.Any(step => step.Via.Contains(' ', StringComparison.Ordinal))
                ? null
                : new StatementFact { Verb = "OTHER", Name = statement.GetType().Name };
    }
}
