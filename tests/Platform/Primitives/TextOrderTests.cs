using Shouldly;
using Tracker.Platform.Primitives;

namespace Tracker.Tests.Platform.Primitives;

public sealed class TextOrderTests
{
    [Theory]
    [InlineData("A Ä AB B", "b ä ab a")]
    [InlineData("a á ä b", "ä b á a")]
    [InlineData("Äb Ac Äd", "Äd Äb Ac")]
    [InlineData("и й к", "к й и")]
    [InlineData("i İ j", "j İ i")]
    public void Accents_are_compared_last(string expected, string given)
    {
        var sorted = given.Split(' ').OrderBy(TextOrder.KeyOf, StringComparer.Ordinal);

        sorted.Select(TextFold.Of).ShouldBe(expected.Split(' ').Select(TextFold.Of));
    }

    [Theory]
    [InlineData("Report")]
    [InlineData("日本語")]
    [InlineData("Дом")]
    public void The_key_of_an_unaccented_text_is_its_folded_form(string text) => TextOrder.KeyOf(text).ShouldBe(TextFold.Of(text));

    [Fact]
    public void A_key_fits_an_index_entry()
    {
        var maxLength = string.Concat(Enumerable.Repeat("\U0001D160", 200));

        var key = TextOrder.KeyOf(maxLength);

        System.Text.Encoding.UTF8.GetByteCount(key).ShouldBeLessThanOrEqualTo(2_400);
    }
}
