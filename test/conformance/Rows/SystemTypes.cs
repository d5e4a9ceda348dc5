// SQL Server's own types: their ids, and what a column of one is given when nothing is written after its name.
namespace Regrant.Conformance.Rows;

/// <summary>A system type. `Sized` types take a length, `Wide` ones count two bytes a character.</summary>
internal sealed record SystemType(string Name, int SystemId, int UserId, int Length, int Precision, int Scale, bool Text = false, bool Sized = false)
{
    public bool IsWide => Name is "nchar" or "nvarchar" or "sysname";
}

internal static class SystemTypes
{
    private static readonly SystemType[] Known =
    [
        new("image", 34, 34, 16, 0, 0), new("text", 35, 35, 16, 0, 0, Text: true), new("uniqueidentifier", 36, 36, 16, 0, 0),
        new("date", 40, 40, 3, 10, 0), new("time", 41, 41, 5, 16, 7), new("datetime2", 42, 42, 8, 27, 7),
        new("datetimeoffset", 43, 43, 10, 34, 7), new("tinyint", 48, 48, 1, 3, 0), new("smallint", 52, 52, 2, 5, 0),
        new("int", 56, 56, 4, 10, 0), new("smalldatetime", 58, 58, 4, 16, 0), new("real", 59, 59, 4, 24, 0),
        new("money", 60, 60, 8, 19, 4), new("datetime", 61, 61, 8, 23, 3), new("float", 62, 62, 8, 53, 0),
        new("sql_variant", 98, 98, 8016, 0, 0), new("ntext", 99, 99, 16, 0, 0, Text: true), new("bit", 104, 104, 1, 1, 0),
        new("decimal", 106, 106, 9, 18, 0), new("numeric", 108, 108, 9, 18, 0), new("smallmoney", 122, 122, 4, 10, 4),
        new("bigint", 127, 127, 8, 19, 0), new("varbinary", 165, 165, 1, 0, 0, Sized: true),
        new("varchar", 167, 167, 1, 0, 0, Text: true, Sized: true), new("binary", 173, 173, 1, 0, 0, Sized: true),
        new("char", 175, 175, 1, 0, 0, Text: true, Sized: true), new("timestamp", 189, 189, 8, 0, 0),
        new("nvarchar", 231, 231, 2, 0, 0, Text: true, Sized: true), new("nchar", 239, 239, 2, 0, 0, Text: true, Sized: true),
        new("hierarchyid", 240, 128, 892, 0, 0), new("geometry", 240, 129, -1, 0, 0), new("geography", 240, 130, -1, 0, 0),
        new("xml", 241, 241, -1, 0, 0), new("json", 244, 244, -1, 0, 0), new("vector", 247, 247, 8, 0, 0),
        new("sysname", 231, 256, 256, 0, 0, Text: true),
    ];

    private static readonly Dictionary<string, SystemType> ByName =
        Known.ToDictionary(type => type.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The type of a name, rowversion being timestamp; null for one that is none of them.</summary>
    public static SystemType? Find(string name) =>
        ByName.GetValueOrDefault(name.Equals("rowversion", StringComparison.OrdinalIgnoreCase) ? "timestamp" : name);
}
