using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Tracker.Tests.TestKit.Delivery;

/// <summary>An e-mail that <see cref="FakeSes"/> accepted.</summary>
public sealed record SesEmail(string MessageId, string From, string To, string Subject, string Html, string Text);

/// <summary>
/// Implements the part of the SES API v2 that sends one simple e-mail, and verifies each request's signature with its own implementation.
/// </summary>
public sealed class FakeSes : FakeProvider<SesEmail>
{
    /// <summary>The only known key.</summary>
    public const string AccessKey = "AKIAFAKESES";

    public const string SecretKey = "fake/secret+key";

    private const string Region = "eu-central-1";
    private const string Path = "/v2/email/outbound-emails";

    /// <summary>The session token that every request must contain and sign; null for none.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The settings of a service that uses this provider.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["AWS_SES_REGION"] = Region,
        ["AWS_SES_FROM_EMAIL"] = "noreply@shop.example",
        ["AWS_ACCESS_KEY_ID"] = AccessKey,
        ["AWS_SECRET_ACCESS_KEY"] = SecretKey,
        ["AWS_ENDPOINT_URL_SESV2"] = Url.ToString(),
    };

    /// <inheritdoc/>
    protected override SesEmail Read(HttpRequest request, byte[] body, string id)
    {
        if (request.Method != "POST" || request.Path != Path || request.ContentType != "application/json")
        {
            throw new MistakenRequestException($"there is no {request.Method} {request.Path} of {request.ContentType}");
        }

        CheckSignature(request, body);
        var root = JsonDocument.Parse(body).RootElement;
        var simple = root.GetProperty("Content").GetProperty("Simple");
        var to = root.GetProperty("Destination").GetProperty("ToAddresses");
        return to.GetArrayLength() == 1
            ? new SesEmail(
                id,
                root.GetProperty("FromEmailAddress").GetString()!,
                to[0].GetString()!,
                Text(simple.GetProperty("Subject")),
                Text(simple.GetProperty("Body").GetProperty("Html")),
                Text(simple.GetProperty("Body").GetProperty("Text")))
            : throw new MistakenRequestException("not one recipient");
    }

    /// <inheritdoc/>
    protected override string NewId() => $"{Guid.NewGuid()}-000000";

    /// <inheritdoc/>
    protected override object Sameness(SesEmail message) => (message.To, message.Subject, message.Text);

    /// <inheritdoc/>
    protected override (int Status, string Body) Taken(string id) =>
        (200, JsonSerializer.Serialize(new Dictionary<string, string> { ["MessageId"] = id }));

    private static string Text(JsonElement part) =>
        part.GetProperty("Charset").GetString() == "UTF-8"
            ? part.GetProperty("Data").GetString()!
            : throw new MistakenRequestException("not UTF-8");

    private void CheckSignature(HttpRequest request, byte[] body)
    {
        var time = request.Headers["x-amz-date"].ToString();
        if (!DateTime.TryParseExact(
            time, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var signedAt)
            || (DateTime.UtcNow - signedAt).Duration() > TimeSpan.FromMinutes(5))
        {
            throw new MistakenRequestException($"signed at another time: {time}");
        }

        string[] signed =
        [
            "content-type", "host", "x-amz-content-sha256", "x-amz-date",
            .. SessionToken is null ? Array.Empty<string>() : ["x-amz-security-token"],
        ];
        // Amazon computes the signature from the hash that the request names, and compares that hash with the body separately.
        var hash = request.Headers["x-amz-content-sha256"].ToString();
        if (hash != Hex(SHA256.HashData(body)))
        {
            throw new MistakenRequestException($"another body than was signed: {hash} is not its hash");
        }

        if (request.Headers["x-amz-security-token"].ToString() != (SessionToken ?? ""))
        {
            throw new MistakenRequestException("another session token");
        }

        var scope = $"{time[..8]}/{Region}/ses/aws4_request";
        var signature = Signature(request, hash, signed, time, scope);
        var expected = $"AWS4-HMAC-SHA256 Credential={AccessKey}/{scope}, SignedHeaders={string.Join(';', signed)}, Signature={signature}";
        if (request.Headers.Authorization.ToString() != expected)
        {
            throw new MistakenRequestException($"signed otherwise: {request.Headers.Authorization} instead of {expected}");
        }
    }

    private static string Signature(HttpRequest request, string bodyHash, string[] signed, string time, string scope)
    {
        var canonical = new StringBuilder().Append(request.Method).Append('\n').Append(request.Path).Append("\n\n");
        foreach (var name in signed)
        {
            canonical.Append(name).Append(':').Append(request.Headers[name].ToString().Trim()).Append('\n');
        }

        canonical.Append('\n').AppendJoin(';', signed).Append('\n').Append(bodyHash);
        var key = Encoding.UTF8.GetBytes("AWS4" + SecretKey);
        foreach (var part in scope.Split('/'))
        {
            key = Mac(key, part);
        }

        return Hex(Mac(key, $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())))}"));
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
