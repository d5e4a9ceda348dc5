// Strings as they are: the serializer would replace a lone surrogate, and a name may well hold one.
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Regrant.Conformance;

internal sealed class ExactStringConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        if (!HasLoneSurrogate(value)) writer.WriteStringValue(value);
        else writer.WriteRawValue(Escape(value), skipInputValidation: true);
    }

    private static bool HasLoneSurrogate(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (i + 1 < value.Length && char.IsSurrogatePair(value[i], value[i + 1])) i++;
            else if (char.IsSurrogate(value[i])) return true;
        }
        return false;
    }

    private static string Escape(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var unit in value) text.Append("\\u").Append(((int)unit).ToString("x4", null));
        return text.Append('"').ToString();
    }
}
