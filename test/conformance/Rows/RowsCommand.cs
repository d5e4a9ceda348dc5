// `rows`: the catalogue rows that SQL Server would hold of a schema, a line for each.
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal static class RowsCommand
{
    /// <summary>The rows of one input, then one line that ends it with what was not taken.</summary>
    public static IEnumerable<object> Answer(SchemaInput input)
    {
        using var schema = SchemaModel.Load(input.Version, input.Files());
        foreach (var (view, row) in Catalogue.Of(schema)) yield return new RowAnswer(input.Id, view, row);
        var found = input.Validate ? schema.Validate(warnings: false) : [];
        yield return new RowsEnd(input.Id, [.. schema.Problems, .. found]);
    }
}

/// <summary>One row of one view.</summary>
internal sealed record RowAnswer(string Id, string View, Row Row);

/// <summary>The end of an input's rows.</summary>
internal sealed record RowsEnd(string Id, IReadOnlyList<SchemaProblem> Problems);
