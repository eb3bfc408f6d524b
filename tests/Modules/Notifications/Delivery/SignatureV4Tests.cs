using Shouldly;
using Tracker.Modules.Notifications.Delivery.Ses;

namespace Tracker.Tests.Modules.Notifications.Delivery;

/// <summary>The cases that Amazon publishes with their signatures ("Signature Version 4 test suite").</summary>
public sealed class SignatureV4Tests
{
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string Token = "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267";

    [Theory]
    [InlineData("GET", null, "host;x-amz-date", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("POST", null, "host;x-amz-date", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    [InlineData("GET", Token, "host;x-amz-date;x-amz-security-token", "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8")]
    public void The_signatures_match_the_published_examples(string method, string? token, string names, string signature)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = "example.amazonaws.com",
            ["x-amz-date"] = "20150830T123600Z",
        };
        if (token is not null)
        {
            headers["x-amz-security-token"] = token;
        }

        var signer = new SignatureV4(
            new AwsCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", token), "us-east-1", "service");

        signer.Authorization(method, "/", headers, EmptyHash, new DateTimeOffset(2015, 8, 30, 12, 36, 0, TimeSpan.Zero))
            .ShouldBe($"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders={names}, "
                + $"Signature={signature}");
    }
}
