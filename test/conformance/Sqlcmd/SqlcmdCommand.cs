// `sqlcmd-odbc`, `sqlcmd-go`: a stand-in for Microsoft's sqlcmd, of either edition, as it is documented.
using System.Text;
using Microsoft.Data.SqlClient;

namespace Regrant.Conformance.Sqlcmd;

internal sealed class SqlcmdCommand
{
    private readonly Options options;
    private readonly Output output;
    private readonly Format format;
    private readonly SqlConnection connection;
    private int exit;

    private SqlcmdCommand(Options options, Output output, SqlConnection connection)
    {
        this.options = options;
        this.output = output;
        this.connection = connection;
        format = new Format(options, output);
        connection.InfoMessage += (_, heard) =>
        {
            foreach (SqlError said in heard.Errors) Say(said);
        };
    }

    public static int Run(Edition edition, IReadOnlyList<string> words)
    {
        Options options;
        try
        {
            options = Options.Read(edition, words);
        }
        catch (UsageException error)
        {
            Console.Error.WriteLine($"Sqlcmd: {error.Message}");
            return 1;
        }
        if (options.IsHelp)
        {
            Console.WriteLine(edition == Edition.Odbc
                ? "Microsoft (R) SQL Server Command Line Tool\nVersion 16.0.4025.1 Linux\nCopyright (C) 2022 Microsoft Corporation. All rights reserved.\n\nusage: sqlcmd            [-U login id]          [-P password]"
                : "sqlcmd: Install/Create/Query SQL Server, Azure SQL, and Tools\n\nVersion: 1.8.2\n\nFlags:\n-?,--help\n-N,--encrypt-connection");
            return 0;
        }
        using var output = new Output(options);
        try
        {
            using var connection = Connection.Open(options);
            var command = new SqlcmdCommand(options, output, connection);
            command.ReadAll();
            return options.Has('b') ? command.exit : 0;
        }
        catch (SqlException error)
        {
            var reason = $"{error.Message} {error.GetBaseException().Message}";
            if (edition == Edition.Go) output.Line(output.Answers, error.Class < 20 ? $"mssql: login error: {error.Message}" : $"unable to open connection: {reason}");
            else output.Line(output.Complaints, $"Sqlcmd: Error: Microsoft ODBC Driver 17 for SQL Server : {(error.Class < 20 ? error.Message : reason)}.");
            return 1;
        }
    }

    private void ReadAll()
    {
        if (options.Text('Q') is { } query)
        {
            Execute(query);
            return;
        }
        var codePage = Environment.GetEnvironmentVariable("STANDIN_CODE_PAGE") is { } name ? Encoding.GetEncoding(name) : new UTF8Encoding(false);
        var prompts = Environment.GetEnvironmentVariable("STANDIN_PROMPTS") == "1";
        using var stream = options.Text('i') is { } path ? File.OpenRead(path) : Console.OpenStandardInput();
        using var reader = new StreamReader(stream, codePage, detectEncodingFromByteOrderMarks: true);
        var input = new Input(!options.Has('x'));
        for (var number = 1; ; number++)
        {
            if (prompts) output.Answers.Write($"{number}> ");
            if (reader.ReadLine() is not { } line) break;
            if (input.Take(line) is not { } found) continue;
            number = 0;
            if (found.Command is "QUIT" or "EXIT") return;
            if (found.Command is "ERROR" or "OUT") output.Redirect(found.Command, found.Argument);
            else if (found.Command == "RESET") input.Reset();
            else if (found.Command != "GO") output.Line(output.Complaints, $"Sqlcmd: Warning: {found.Command} is not done here.");
            else if (!ExecuteTimes(input.TakeBatch(), found.Argument)) return;
        }
        var left = input.TakeBatch();
        if (left.Trim() != "") Execute(left);
    }

    private bool ExecuteTimes(string batch, string times)
    {
        for (var time = 0; time < (times == "" ? 1 : int.Parse(times, null)); time++)
            if (batch.Trim() != "" && !Execute(batch)) return false;
        return true;
    }

    /// <summary>Whether it goes on.</summary>
    private bool Execute(string batch)
    {
        using var command = new SqlCommand(batch, connection) { CommandTimeout = options.Number('t') ?? 0 };
        var affected = new Queue<int>();
        command.StatementCompleted += (_, done) => affected.Enqueue(done.RecordCount);
        try
        {
            using var reader = command.ExecuteReader();
            do
            {
                if (reader.FieldCount > 0) format.Print(reader);
                while (affected.TryDequeue(out var rows)) output.Line(output.Messages, $"({rows} rows affected)");
            }
            while (reader.NextResult());
        }
        catch (SqlException error)
        {
            Fail(error);
        }
        catch (InvalidOperationException error)
        {
            output.Line(output.Complaints, error.Message);
        }
        return !(options.Has('b') && exit != 0);
    }

    private void Fail(SqlException error)
    {
        if (error.Class < 20)
        {
            foreach (SqlError said in error.Errors) Say(said);
            return;
        }
        // The connection is gone, and it does not say so by a number of the server's.
        if (options.Edition == Edition.Odbc)
        {
            output.Line(output.Complaints, "HResult 0x68, Level 16, State 1");
            output.Line(output.Complaints, "TCP Provider: Error code 0x68");
            output.Line(output.Complaints, "Sqlcmd: Error: Microsoft ODBC Driver 17 for SQL Server : Communication link failure.");
        }
        else output.Line(output.Errors, "driver: bad connection");
        exit = 1;
    }

    private void Say(SqlError said)
    {
        var isError = said.Class > 10;
        if (isError) exit = 1;
        var to = isError ? output.Errors : output.Messages;
        // With -r the Go edition prints the text alone.
        var isBare = said.Class is 0 or 10 || (options.Edition == Edition.Go && options.Has('r'));
        if (!isBare)
        {
            var procedure = said.Procedure == "" ? "" : $"Procedure {said.Procedure}, ";
            output.Line(to, $"Msg {said.Number}, Level {said.Class}, State {said.State}, Server {said.Server}, {procedure}Line {said.LineNumber}");
        }
        output.Line(to, said.Message);
    }
}
