// The .sql files of a folder and below, in ordinal order of their paths, or one file.
namespace Regrant.Conformance.Schema;

internal static class SqlFiles
{
    /// <summary>Name (relative to the folder, with slashes) and text of each; a byte order mark says how it is encoded.</summary>
    public static IEnumerable<(string Name, string Text)> Read(string path)
    {
        if (File.Exists(path)) return [(Path.GetFileName(path), File.ReadAllText(path))];
        if (!Directory.Exists(path)) throw new InvalidDataException($"There is no file or folder {path}.");
        return Directory.EnumerateFiles(path, "*.sql", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(path, file).Replace('\\', '/'), File: file))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => (file.Name, File.ReadAllText(file.File)));
    }
}
