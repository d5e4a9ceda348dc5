// Where sqlcmd prints: answers and errors, each to standard output, standard error or a file.
using System.Text;

namespace Regrant.Conformance.Sqlcmd;

internal sealed class Output : IDisposable
{
    /// <summary>Bytes that the ODBC edition holds back, as programs in C do where no person reads.</summary>
    private const int Held = 4096;

    private static readonly UTF8Encoding Plain = new(false);

    private readonly StreamWriter standard;
    private readonly StreamWriter error = new(Console.OpenStandardError(), Plain) { AutoFlush = true };
    private readonly StreamWriter? file;
    private readonly string end;

    public Output(Options options)
    {
        var isGo = options.Edition == Edition.Go;
        standard = new StreamWriter(Console.OpenStandardOutput(), Plain, Held) { AutoFlush = isGo };
        file = options.Text('o') is { } path ? new StreamWriter(path, false, options.Has('u') ? new UnicodeEncoding(false, isGo) : Plain) : null;
        end = Environment.GetEnvironmentVariable("STANDIN_LINE_END") == "CRLF" ? "\r\n" : "\n";
        Answers = file ?? standard;
        Errors = options.Has('r') && file is null ? error : Answers;
        Messages = options.Text('r') == "1" && file is null ? error : Answers;
        Complaints = isGo ? Errors : error;
    }

    public StreamWriter Answers { get; private set; }
    public StreamWriter Errors { get; private set; }
    public StreamWriter Messages { get; private set; }

    /// <summary>What it has to say about itself.</summary>
    public StreamWriter Complaints { get; }

    public void Line(StreamWriter to, string text) => to.Write(text + end);

    public void Redirect(string command, string where)
    {
        var to = where.Equals("STDERR", StringComparison.OrdinalIgnoreCase) ? error : standard;
        if (command == "ERROR") Errors = to;
        else Answers = Messages = to;
    }

    public void Dispose()
    {
        standard.Dispose();
        error.Dispose();
        file?.Dispose();
    }
}
