using System.Net.Sockets;
using System.Text;
using Shouldly;

namespace Tracker.Tests.Systems.ShopFlow;

/// <summary>Requests that an HTTP client does not send, byte by byte.</summary>
public sealed class WireTests(Shop shop) : IClassFixture<Shop>
{
    [Theory]
    [InlineData("80000000")]
    [InlineData("FFFFFFFFFFFFFFFF")]
    [InlineData("-1")]
    [InlineData("zz")]
    public async Task An_invalid_chunk_size_is_a_bad_request(string size)
    {
        var answer = await SendAsync(
            shop.Auth.Url,
            "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: "
                + $"chunked\r\n\r\n{size}\r\n{{}}\r\n");

        answer.ShouldStartWith("HTTP/1.1 400 ");
        answer.ShouldContain("VALIDATION_ERROR");
    }

    [Fact]
    public async Task A_header_with_invalid_UTF8_is_a_validation_error()
    {
        (await SendAsync(shop.Auth.Url, "GET /health HTTP/1.1\r\nHost: x\r\nX-Correlation-ID: \u00e9\r\nConnection: close\r\n\r\n"))
            .ShouldStartWith("HTTP/1.1 200 ");
        (await SendAsync(shop.Orders.Url, "GET /orders HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \u00e9\r\nConnection: close\r\n\r\n"))
            .ShouldStartWith("HTTP/1.1 401 ");
    }

    [Fact]
    public async Task The_documentation_page_cannot_be_framed()
    {
        var page = await shop.Auth.Http.GetAsync("/docs/index.html");

        page.Headers.GetValues("Content-Security-Policy").ShouldBe(["frame-ancestors 'none'"]);
        page.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    private static async Task<string> SendAsync(Uri service, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(service.Host, service.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var answer = new MemoryStream();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await stream.CopyToAsync(answer, patience.Token);
        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
