using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Tracker.Modules.Notifications;
using Tracker.Systems.ShopFlow.Notifications.OrderMessages;
using static Tracker.Tests.Systems.ShopFlow.Notifications.Samples;

namespace Tracker.Tests.Systems.ShopFlow.Notifications;

/// <summary>Messages to customers: exact, safe for every reader, bounded, and equal in every body.</summary>
public sealed class OrderNoticeTests
{
    private const int GmailCutsAt = 102 * 1024;
    private const string Gsm =
        "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static readonly OrderDetails Sent = Order with { ShippedAt = new DateTime(2026, 2, 18, 23, 30, 0, DateTimeKind.Utc) };

    [Fact]
    public void Subjects_match_the_contract()
    {
        Created(Order, Jane).Subject.ShouldBe("Order Confirmation - #b2c3d4e5");
        Shipped(Sent, Jane).Subject.ShouldBe("Order Shipped - #b2c3d4e5");
    }

    [Fact]
    public void The_confirmation_has_every_fact_in_both_bodies()
    {
        var texts = Created(Order, Jane);

        foreach (var fact in new[]
        {
            "Your order #b2c3d4e5 has been placed.", "Jane", "17 February 2026", "Wireless Headphones", "49.99", "99.98", "USB-C Cable",
            "12.99", "112.97 USD",
            "Jane Doe", "742 Evergreen Terrace", "Springfield, IL 62704", "US", "Please leave at the front door.",
            "b2c3d4e5-f6a7-8901-bcde-f12345678901",
        })
        {
            texts.Html.ShouldContain(fact);
            texts.Text.ShouldContain(fact);
        }
    }

    [Fact]
    public void The_shipment_has_every_fact_in_both_bodies()
    {
        var texts = Shipped(Sent, Jane);

        foreach (var fact in new[]
        {
            "#b2c3d4e5 has shipped",
            "18 February 2026",
            "Jane Doe",
            "742 Evergreen Terrace",
            "Springfield, IL 62704",
            "Wireless Headphones",
            "112.97 USD",
        })
        {
            texts.Html.ShouldContain(fact);
            texts.Text.ShouldContain(fact);
        }
    }

    [Fact]
    public void The_text_body_matches_its_golden_text()
    {
        Created(Order, Jane with { Phone = null }).Text.ShouldBe(
            """
            Thank you, Jane

            Your order #b2c3d4e5 has been placed.
            17 February 2026

            Wireless Headphones
                2 x 49.99 = 99.98
            USB-C Cable
                1 x 12.99 = 12.99

            Total: 112.97 USD

            Shipping to:
                Jane Doe
                742 Evergreen Terrace
                Springfield, IL 62704
                US

            Your notes:
                Please leave at the front door.

            We check your order and pack it. As soon as it ships, you get an e-mail.

            --
            You get this e-mail because an order was placed with your ShopFlow account.
            It is only about that order.
            Order b2c3d4e5-f6a7-8901-bcde-f12345678901

            """);
    }

    [Fact]
    public void Markup_typed_by_a_customer_is_escaped()
    {
        const string Attack = "<script>alert(\"x\")</script>&'";
        var order = With(Attack) with { Notes = Attack, ShippingAddress = new(Attack, Attack, Attack, Attack, "US") };

        foreach (var texts in new[]
        {
            Created(order, Jane with { FirstName = Attack }),
            Shipped(order, Jane with { LastName = Attack }),
        })
        {
            texts.Html.ShouldNotContain("<script", Case.Insensitive);
            texts.Html.ShouldContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;");
            texts.Text.ShouldContain(Attack);
        }
    }

    [Fact]
    public void Mails_contain_no_external_resources()
    {
        foreach (var html in new[] { Created(Order, Jane).Html, Shipped(Sent, Jane).Html })
        {
            foreach (var way in new[] { "http:", "https:", "src=", "url(", "@import", "<link", "<img", "<script" })
            {
                html.ShouldNotContain(way, Case.Insensitive);
            }
        }
    }

    [Fact]
    public void Control_characters_in_names_are_removed()
    {
        var texts = Created(With("one\r\nTotal: 0.00 USD\u2028\u0007x\u202Ey"), Jane with { FirstName = "A\r\nBcc: b@c" });

        texts.Text.ShouldContain("\none Total: 0.00 USD xy\n");
        texts.Text.ShouldStartWith("Thank you, A Bcc: b@c\n");
        texts.Html.ShouldContain(">one Total: 0.00 USD xy<");
    }

    [Fact]
    public void Other_scripts_and_emoji_arrive_unchanged()
    {
        string[] names = ["שלום עולם", "Кружка", "陶瓷马克杯", "👩‍👩‍👧‍👦 mug", "Smörgåsbord"];

        var texts = Created(With(names), Jane);

        foreach (var name in names)
        {
            texts.Text.ShouldContain(name);
            texts.Html.ShouldContain($"<span dir=\"auto\">{name}</span>");
        }
    }

    [Fact]
    public void Notes_keep_their_lines_and_are_optional()
    {
        Created(Order with { Notes = "ring twice\r\n\r\n then wait " }, Jane)
            .Text.ShouldContain("Your notes:\n    ring twice\n    then wait\n");

        foreach (var none in new[] { null, "", " \n " })
        {
            var texts = Created(Order with { Notes = none }, Jane);
            texts.Text.ShouldNotContain("Your notes");
            texts.Html.ShouldNotContain("Your notes");
        }
    }

    [Fact]
    public void The_postal_code_precedes_the_city_without_a_state()
    {
        var texts = Shipped(Sent with { ShippingAddress = new("Torstraße 119", "Berlin", null, "10119", "DE") }, Jane);

        texts.Text.ShouldContain("    Torstraße 119\n    10119 Berlin\n    DE\n");
        texts.Sms.ShouldBe("ShopFlow: your order #b2c3d4e5 has shipped to Berlin, DE.");
    }

    [Fact]
    public void Amounts_have_two_decimals_and_their_currency()
    {
        var order =
            Order with { Items = [new("Rivet", 9_999_999_999, 0.01m, 99_999_999.99m)], TotalAmount = 99_999_999.99m, Currency = "JPY" };

        var texts = Created(order, Jane);

        texts.Text.ShouldContain("9,999,999,999 x 0.01 = 99,999,999.99");
        texts.Text.ShouldContain("Total: 99,999,999.99 JPY");
        Created(Order with { TotalAmount = 5m }, Jane).Text.ShouldContain("Total: 5.00 USD");
    }

    [Fact]
    public void A_shipment_without_a_time_shows_none() =>
        Shipped(Order, Jane).Text.ShouldContain("Your order #b2c3d4e5 has shipped.\n");

    [Fact]
    public void Only_a_customer_with_a_phone_is_promised_a_text()
    {
        Created(Order, Jane).Html.ShouldContain("an e-mail and a text message.");
        Created(Order, Jane with { Phone = null }).Html.ShouldContain("an e-mail.");
    }

    [Theory]
    [InlineData(50, null)]
    [InlineData(51, "and 1 more item\n")]
    [InlineData(1000, "and 950 more items\n")]
    public void Many_lines_are_summed_up(int count, string? rest)
    {
        var texts = Created(With([.. Enumerable.Range(1, count).Select(number => $"thing {number}.")]), Jane);

        texts.Text.ShouldContain("thing 50.");
        texts.Text.ShouldNotContain("thing 51.");
        texts.Text.ShouldContain($"Total: {10m * count:N2} USD");
        if (rest is null)
        {
            texts.Text.ShouldNotContain("more item");
        }
        else
        {
            texts.Text.ShouldContain(rest);
            texts.Html.ShouldContain(rest.TrimEnd());
        }
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("漢")]
    [InlineData("👩‍👩‍👧‍👦")]
    [InlineData("e\u0301\u0301\u0301\u0301")]
    public void The_mail_of_the_largest_order_is_not_clipped(string filling)
    {
        string Full(int length) => string.Concat(Enumerable.Repeat(filling, length))[..length];
        var order = Order with
        {
            Items = [.. Enumerable.Repeat(new OrderDetails.Line(Full(400), 9_999_999_999, 99_999_999.99m, 99_999_999.99m), 1000)],
            ShippingAddress = new(Full(200), Full(100), Full(100), Full(20), "US"),
            Notes = string.Concat(Enumerable.Repeat("\"\n", 250)),
        };

        foreach (var texts in new[]
        {
            Created(order, Jane with { FirstName = Full(100), LastName = Full(100) }),
            Shipped(order, Jane),
        })
        {
            Encoding.UTF8.GetByteCount(texts.Html).ShouldBeLessThan(GmailCutsAt);
            Encoding.UTF8.GetByteCount(texts.Text).ShouldBeLessThan(GmailCutsAt);
        }
    }

    [Fact]
    public void The_text_messages_match_their_golden_texts()
    {
        Created(Order, Jane).Sms.ShouldBe("ShopFlow: we have your order #b2c3d4e5, 112.97 USD. We'll text you when it ships.");
        Shipped(Sent, Jane).Sms.ShouldBe("ShopFlow: your order #b2c3d4e5 has shipped to Springfield, IL, US.");
    }

    [Theory]
    [InlineData("Łódź", null, "PL", "Lodz, PL")]
    [InlineData("Saint-Étienne", null, "FR", "Saint-Étienne, FR")]
    [InlineData("Curaçao [old]", null, "CW", "Curacao (old), CW")]
    [InlineData("北京", null, "CN", "CN")]
    [InlineData("Springfield\u202E \r\n🎉", "IL", "US", "Springfield, IL, US")]
    public void A_destination_outside_the_SMS_alphabet_is_transliterated_or_shortened(
        string city, string? state, string country, string told) =>
        Shipped(Sent with { ShippingAddress = new("1 Street", city, state, "1", country) }, Jane)
            .Sms.ShouldBe($"ShopFlow: your order #b2c3d4e5 has shipped to {told}.");

    [Fact]
    public void A_text_message_is_always_one_segment() => Prop.ForAll<string, string>((city, state) =>
    {
        var order = Sent with
        {
            ShippingAddress = new(city ?? "", (city ?? "") + new string('ß', 90), state, state ?? "", "US"),
            TotalAmount = 99_999_999.99m,
        };

        foreach (var sms in new[] { Created(order, Jane).Sms, Shipped(order, Jane).Sms })
        {
            sms.Length.ShouldBeLessThanOrEqualTo(160);
            sms.ShouldAllBe(character => Gsm.Contains(character));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parallel_renderings_do_not_mix()
    {
        var orders = Enumerable.Range(0, 64)
            .Select(number => With([.. Enumerable.Range(0, number).Select(item => $"thing {number}-{item}")])).ToList();
        var alone = orders.Select(order => Created(order, Jane)).ToList();

        Parallel.For(0, 4000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, turn => Created(orders[turn % 64], Jane)
            .ShouldBe(alone[turn % 64]));
    }

    private static Texts Created(OrderDetails order, Contact user) => Texts.Of(OrderNotice.Created.Draft(order, user));

    private static Texts Shipped(OrderDetails order, Contact user) => Texts.Of(OrderNotice.Shipped.Draft(order, user));

    private sealed record Texts(string Subject, string Html, string Text, string Sms)
    {
        public static Texts Of(IReadOnlyList<NotificationDraft> drafts) =>
            new(drafts[0].Subject!, drafts[0].Body, drafts[0].TextBody!, drafts.ElementAtOrDefault(1)?.Body ?? "");
    }
}
