using System.Security.Cryptography;
using System.Text;

namespace Tracker.Tests.TestKit.OpenApiFuzz;

/// <summary>A generated request.</summary>
/// <param name="Operation">The operation it is generated for, e.g. <c>POST /api/v1/tasks</c>.</param>
/// <param name="Target">Path and query, escaped.</param>
/// <param name="Headers">The headers except those of the body.</param>
/// <param name="ContentType">The body's type; null for none.</param>
/// <param name="Body">The body's bytes; null for no body.</param>
/// <param name="Twist">The fault; <c>valid</c> when none is intended.</param>
public sealed record FuzzRequest(
    string Operation, string Method, string Target, IReadOnlyDictionary<string, string> Headers, string? ContentType, byte[]? Body,
    string Twist)
{
    private const int LongestShown = 10_000;
    private const int LongestUnasked = 512 * 1024;

    public string Path => Target.Split('?')[0];

    /// <summary>A shell command that repeats the request. The token is left to its caller.</summary>
    public string ToCurl(Uri address)
    {
        var line = new StringBuilder($"curl -si --path-as-is -X {Method} {Quoted(address.GetLeftPart(UriPartial.Authority) + Target)}");
        foreach (var (name, value) in Headers)
        {
            line.Append(
                $" -H {(name == "Authorization" && value.Length > 40 ? "\"Authorization: Bearer $TOKEN\"" : Quoted($"{name}: {value}"))}");
        }

        if (Body is not null)
        {
            line.Append(ContentType is null ? " -H 'Content-Type:'" : $" -H {Quoted($"Content-Type: {ContentType}")}");
            line.Append(Body.Length > LongestShown ? $" --data-binary @{Kept(Body)}" : " --data-binary @-");
            line.Insert(0, Body.Length > LongestShown ? "" : $"echo {Convert.ToBase64String(Body)} | base64 -d | ");
        }

        return line.ToString();
    }

    internal HttpRequestMessage ToMessage(Uri address)
    {
        var exact = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var message = new HttpRequestMessage(new HttpMethod(Method), new Uri(address.GetLeftPart(UriPartial.Authority) + Target, exact));
        foreach (var (name, value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            // A server that refuses a large body closes the connection; a client that is still writing may lose the answer.
            message.Headers.ExpectContinue = Body.Length > LongestUnasked;
            _ = ContentType is not null && message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        return message;
    }

    private static string Kept(byte[] body)
    {
        var file = System.IO.Path.Combine(
            System.IO.Path.GetTempPath(), $"fuzz-{Convert.ToHexStringLower(SHA256.HashData(body))[..12]}.body");
        File.WriteAllBytes(file, body);
        return file;
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
