// `same`: whether two schemas make the same database, by Microsoft's model.
using Microsoft.SqlServer.Dac.Model;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Same;

internal static class SameCommand
{
    /// <summary>A line for each difference, then one that ends the input.</summary>
    public static IEnumerable<object> Answer(SameInput input)
    {
        using var source = SchemaModel.Load(input.Version, input.Source.Files());
        using var target = SchemaModel.Load(input.Version, input.Target.Files());
        foreach (var difference in Comparison.Of(new Canonical(source).Elements(), new Canonical(target).Elements()))
            yield return new SameAnswer(input.Id, difference);
        yield return new SameEnd(input.Id, source.Problems, [.. target.Problems, .. Found(source, target)], LeftOut(source));
    }

    // What is wrong with the target that was not wrong with the source.
    private static IEnumerable<SchemaProblem> Found(SchemaModel source, SchemaModel target)
    {
        var known = source.Validate(warnings: false).Select(problem => problem.Message).ToHashSet(StringComparer.Ordinal);
        return target.Validate(warnings: false).Where(problem => !known.Contains(problem.Message));
    }

    private static IReadOnlyList<LeftOut> LeftOut(SchemaModel source) => [.. source.Model.GetObjects(DacQueryScopes.UserDefined)
        .Select(element => (element.ObjectType.Name, Reason: NotCompared.Reason(element)))
        .Where(element => element.Reason is not null)
        .CountBy(element => element)
        .Select(count => new LeftOut(count.Key.Name, count.Value, count.Key.Reason ?? ""))];
}

/// <summary>Two schemas for one release.</summary>
internal sealed record SameInput
{
    public required string Id { get; init; }
    public required int Version { get; init; }
    public required SchemaFiles Source { get; init; }
    public required SchemaFiles Target { get; init; }
}

/// <summary>One difference.</summary>
internal sealed record SameAnswer(string Id, Difference Difference);

/// <summary>Elements that are not compared.</summary>
internal sealed record LeftOut(string Kind, int Count, string Reason);

/// <summary>The end of an input: what either schema's model refused, and what was not compared.</summary>
internal sealed record SameEnd(
    string Id, IReadOnlyList<SchemaProblem> SourceProblems, IReadOnlyList<SchemaProblem> TargetProblems, IReadOnlyList<LeftOut> LeftOut);
