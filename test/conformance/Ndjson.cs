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

    public static void Answer<TInput, TAnswer>(Func<TInput, TAnswer> answer)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var input = new StreamReader(Console.OpenStandardInput(), utf8);
        using var output = new StreamWriter(Console.OpenStandardOutput(), utf8) { NewLine = "\n" };
        while (input.ReadLine() is { } line)
        {
            if (line.Length == 0) continue;
            var given = JsonSerializer.Deserialize<TInput>(line, Options)
                ?? throw new InvalidDataException("An input line is null.");
            output.WriteLine(JsonSerializer.Serialize(answer(given), Options));
            output.Flush();
        }
    }
}
