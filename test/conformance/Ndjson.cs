// One JSON object a line, in and out, in the same order.
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Regrant.Conformance;

internal static class Ndjson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new ExactStringConverter() },
    };

    /// <summary>One answer a line.</summary>
    public static void Answer<TInput, TAnswer>(Func<TInput, TAnswer> answer)
        where TAnswer : notnull => Answers<TInput>(input => [answer(input)]);

    /// <summary>Several answers, a line each, to every input.</summary>
    public static void Answers<TInput>(Func<TInput, IEnumerable<object>> answer)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var input = new StreamReader(Console.OpenStandardInput(), utf8);
        using var output = new StreamWriter(Console.OpenStandardOutput(), utf8) { NewLine = "\n" };
        while (input.ReadLine() is { } asked)
        {
            if (asked.Length == 0) continue;
            var given = JsonSerializer.Deserialize<TInput>(asked, Options)
                ?? throw new InvalidDataException("An input line is null.");
            foreach (var line in answer(given)) output.WriteLine(JsonSerializer.Serialize(line, line.GetType(), Options));
            output.Flush();
        }
    }
}
