// Result sets as sqlcmd prints them: headings, dashes, columns padded to their width or trimmed, lines broken at the screen's.
using System.Data;
using System.Globalization;
using System.Text;
using Microsoft.Data.SqlClient;

namespace Regrant.Conformance.Sqlcmd;

internal sealed class Format(Options options, Output output)
{
    private readonly int screen = options.Number('w') ?? (options.Edition == Edition.Odbc ? 80 : int.MaxValue);
    private readonly string separator = options.Text('s') ?? " ";
    private readonly int variable = options.Number('y') ?? 256;
    private readonly int fixedWidth = options.Number('Y') ?? 0;

    public void Print(SqlDataReader reader)
    {
        var columns = reader.GetColumnSchema();
        var widths = columns.Select(column => WidthOf(column.ColumnName, column.DataTypeName ?? "", column.ColumnSize ?? 0)).ToArray();
        if (options.Number('h') is not -1 && variable != 0)
        {
            Write(columns.Select((column, at) => Padded(column.ColumnName, widths[at])));
            Write(columns.Select((column, at) => new string('-', options.Has('W') ? Math.Max(1, column.ColumnName.Length) : widths[at])));
        }
        while (reader.Read())
            Write(columns.Select((_, at) => Padded(Text(reader.GetValue(at)), widths[at])));
        output.Line(output.Answers, "");
    }

    private int WidthOf(string name, string type, int size)
    {
        if (variable == 0) return 0;
        var isLarge = size > 8000 || type is "xml" or "text" or "ntext" or "image";
        var width = isLarge ? variable : type switch
        {
            "bit" => 1,
            "tinyint" => 3,
            "smallint" => 6,
            "int" => 11,
            "bigint" => 21,
            "uniqueidentifier" => 36,
            "binary" or "varbinary" => 2 * size + 2,
            "char" or "varchar" or "nchar" or "nvarchar" => fixedWidth == 0 ? size : Math.Min(size, fixedWidth),
            _ => 24,
        };
        return Math.Max(width, name.Length);
    }

    private string Padded(string text, int width)
    {
        if (options.Has('W')) return text.TrimEnd(' ');
        if (width == 0) return text;
        return text.Length > width ? text[..width] : text.PadRight(width);
    }

    private void Write(IEnumerable<string> cells)
    {
        var line = new StringBuilder();
        var position = 0;
        foreach (var sign in string.Join(separator, cells))
        {
            if (position == screen)
            {
                line.Append('\n');
                position = 0;
            }
            line.Append(sign);
            position = sign == '\n' ? 0 : position + 1;
        }
        output.Line(output.Answers, line.ToString());
    }

    private static string Text(object value) => value switch
    {
        DBNull => "NULL",
        byte[] bytes => $"0x{Convert.ToHexString(bytes)}",
        bool bit => bit ? "1" : "0",
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
