using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tracker.Tests.Systems.TaskTrackerMicro;

/// <summary>Creates valid and invalid access tokens without the code under test.</summary>
internal static class TokenForge
{
    public const string Header = """{"alg":"HS256","typ":"JWT"}""";

    public static string Sign(string payload, string header = Header, string key = Micro.Secret)
    {
        var signed = $"{Encode(header)}.{Encode(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>Claims that expire some seconds from now.</summary>
    /// <param name="subject">The JSON of <c>sub</c>.</param>
    public static string Claims(string subject, int seconds = 600) =>
        $$"""{"sub":{{subject}},"exp":{{DateTimeOffset.UtcNow.ToUnixTimeSeconds() + seconds}}}""";

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
