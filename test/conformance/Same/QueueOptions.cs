// The activation of queues, which CREATE QUEUE or a later ALTER QUEUE sets.
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Expressions;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Same;

internal sealed class QueueOptions
{
    private readonly Dictionary<string, SortedDictionary<string, string>> options = new(StringComparer.OrdinalIgnoreCase);

    public QueueOptions(SourcePositions positions)
    {
        foreach (var statement in positions.All<QueueStatement>())
        {
            var name = $"{statement.Name.SchemaIdentifier?.Value ?? "dbo"}.{statement.Name.BaseIdentifier.Value}";
            if (!options.TryGetValue(name, out var own)) options.Add(name, own = new(StringComparer.Ordinal));
            foreach (var option in statement.QueueOptions.Where(option => option.OptionKind.ToString().StartsWith("Activation", StringComparison.Ordinal)))
                own[option.OptionKind.ToString()] = ScalarPrinter.AsWritten(option);
        }
    }

    /// <summary>By the option's name in parentheses.</summary>
    public IEnumerable<(string Name, string? Value)> Of(TSqlObject queue) =>
        options.TryGetValue(string.Join('.', queue.Name.Parts), out var own)
            ? own.Select(option => ($"({option.Key})", (string?)option.Value))
            : [];
}
