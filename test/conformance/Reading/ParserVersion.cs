// The releases of SQL Server and the parsers that stand for them.
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Reading;

internal static class ParserVersion
{
    private static readonly (int Year, int Number, SqlVersion Version)[] Known =
    [
        (2012, 110, SqlVersion.Sql110),
        (2014, 120, SqlVersion.Sql120),
        (2016, 130, SqlVersion.Sql130),
        (2017, 140, SqlVersion.Sql140),
        (2019, 150, SqlVersion.Sql150),
        (2022, 160, SqlVersion.Sql160),
        (2025, 170, SqlVersion.Sql170),
    ];

    public static IReadOnlyList<int> Years { get; } = [.. Known.Select(known => known.Year)];

    /// <summary>The year of a year (2012) or of a parser's number (110).</summary>
    public static int YearOf(int version) => Find(version).Year;

    public static TSqlParser Create(int version, bool quotedIdentifiers) =>
        TSqlParser.CreateParser(Find(version).Version, quotedIdentifiers);

    private static (int Year, int Number, SqlVersion Version) Find(int version)
    {
        foreach (var known in Known)
            if (known.Year == version || known.Number == version) return known;
        throw new InvalidDataException($"No parser for version {version}.");
    }
}
