using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tracker.Modules.Notifications.Delivery.Ses;

/// <summary>
/// AWS Signature Version 4 for requests without a query: it proves the caller and protects the body and the signed headers. Amazon
/// documents it under "Signature Version 4 signing process".
/// </summary>
/// <param name="service">The service's signing name.</param>
internal sealed class SignatureV4(AwsCredentials credentials, string region, string service)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Adds date, session token, hash of the body and signature. The request's body must have its content type.</summary>
    /// <param name="now">AWS accepts at most 5 minutes of clock skew.</param>
    public void Sign(HttpRequestMessage request, byte[] body, DateTimeOffset now)
    {
        var (url, hash) = (request.RequestUri!, Hash(body));
        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["content-type"] = request.Content!.Headers.ContentType!.ToString(),
            ["host"] = url.Authority,
            ["x-amz-content-sha256"] = hash,
            ["x-amz-date"] = Stamp(now),
        };
        if (credentials.SessionToken is { } token)
        {
            signed["x-amz-security-token"] = token;
        }

        foreach (var (name, value) in signed.Where(header => header.Key.StartsWith("x-amz-", StringComparison.Ordinal)))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.TryAddWithoutValidation("Authorization", Authorization(request.Method.Method, url.AbsolutePath, signed, hash, now));
    }

    /// <param name="path">Encoded.</param>
    /// <param name="headers">The headers to sign, lower-case and in order.</param>
    /// <param name="bodyHash">SHA-256 of the body in hex.</param>
    internal string Authorization(string method, string path, SortedDictionary<string, string> headers, string bodyHash, DateTimeOffset now)
    {
        var names = string.Join(';', headers.Keys);
        var lines = string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n"));
        var canonical = $"{method}\n{path}\n\n{lines}\n{names}\n{bodyHash}";
        var day = now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var scope = $"{day}/{region}/{service}/aws4_request";
        var toSign = $"{Algorithm}\n{Stamp(now)}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Key(day), Encoding.UTF8.GetBytes(toSign)));
        return $"{Algorithm} Credential={credentials.AccessKey}/{scope}, SignedHeaders={names}, Signature={signature}";
    }

    private static string Stamp(DateTimeOffset now) => now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private byte[] Key(string day)
    {
        var secret = Encoding.UTF8.GetBytes("AWS4" + credentials.SecretKey);
        return new[] { day, region, service, "aws4_request" }
            .Aggregate(secret, (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));
    }
}
