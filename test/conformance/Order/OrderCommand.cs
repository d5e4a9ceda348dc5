// `order`: whether every statement of a script stands behind what makes the things that it cannot be run without.
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Order;

internal static class OrderCommand
{
    public static OrderAnswer Answer(SchemaInput input)
    {
        var reader = new BatchReader(Reading.ParserVersion.YearOf(input.Version));
        var statements = input.Files()
            .SelectMany(file => reader.Read(file.Name, file.Text))
            .SelectMany(batch => (batch.Tree?.Statements ?? []).Select(statement => (Statement: statement, Line: batch.Line + statement.StartLine - 1)))
            .ToList();
        var made = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < statements.Count; at++)
            foreach (var thing in Made.By(statements[at].Statement)) made.TryAdd(thing.ToString(), at);
        var late = new List<LateThing>();
        for (var at = 0; at < statements.Count; at++)
            foreach (var thing in Needed.By(statements[at].Statement).Distinct())
                if (made.TryGetValue(thing.ToString(), out var where) && where > at)
                    late.Add(new LateThing(statements[at].Line, thing.ToString(), statements[where].Line));
        return new OrderAnswer(input.Id, made.Count, late, reader.Problems);
    }
}

/// <summary>A statement at a line that needs what a later line makes.</summary>
internal sealed record LateThing(int Line, string Needs, int MadeAt);

/// <summary>How many things a script makes, what comes too late in it, and what does not parse.</summary>
internal sealed record OrderAnswer(string Id, int Made, IReadOnlyList<LateThing> Late, IReadOnlyList<SchemaProblem> Problems);
