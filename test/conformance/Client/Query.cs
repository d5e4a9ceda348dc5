// Runs one query and reads all its result sets, cancelling on request.
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.SqlClient;

namespace Regrant.Conformance.Client;

internal static class Query
{
    public static QueryAnswer Run(
        SqlConnection connection, string query, IReadOnlyDictionary<string, string?>? parameters, int? cancelAfterMs)
    {
        var sets = new List<ResultSet>();
        var messages = new List<ServerError>();
        void Hear(object sender, SqlInfoMessageEventArgs heard) => messages.AddRange(Errors.Of(heard.Errors));
        var clock = Stopwatch.StartNew();
        var cancelled = false;
        using var command = new SqlCommand(query, connection) { CommandTimeout = 20 };
        foreach (var (name, value) in parameters ?? new Dictionary<string, string?>())
            command.Parameters.AddWithValue(name, (object?)value ?? DBNull.Value);
        using var timer = cancelAfterMs is { } delay
            ? new Timer(_ => { cancelled = true; command.Cancel(); }, null, delay, Timeout.Infinite)
            : null;
        connection.InfoMessage += Hear;
        IReadOnlyList<ServerError> errors = [];
        try
        {
            Read(command, sets);
        }
        catch (Exception error)
        {
            errors = Errors.Of(error);
        }
        finally
        {
            connection.InfoMessage -= Hear;
        }
        return new QueryAnswer
        {
            Outcome = errors.Count == 0 ? "done" : cancelled ? "cancelled" : "failed",
            ResultSets = sets,
            Messages = messages,
            Errors = errors,
            ElapsedMs = (int)clock.ElapsedMilliseconds,
        };
    }

    private static void Read(SqlCommand command, List<ResultSet> sets)
    {
        using var reader = command.ExecuteReader();
        do
        {
            if (reader.FieldCount == 0) continue;
            var rows = new List<IReadOnlyList<string?>>();
            var columns = Enumerable.Range(0, reader.FieldCount)
                .Select(i => new ResultColumn(reader.GetName(i), reader.GetDataTypeName(i)))
                .ToList();
            sets.Add(new ResultSet(columns, rows));
            while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader.GetValue(i)))]);
        }
        while (reader.NextResult());
    }

    private static string? Text(object value) => value switch
    {
        DBNull => null,
        byte[] bytes => $"0x{Convert.ToHexString(bytes)}",
        bool bit => bit ? "1" : "0",
        DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
